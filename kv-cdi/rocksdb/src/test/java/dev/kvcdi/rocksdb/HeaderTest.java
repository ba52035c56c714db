package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes before a value, which later versions of the driver have to read too. */
final class HeaderTest {

    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);
    private static final List<Long> COUNTERS = List.of(
            0L,
            1L,
            0xFFL,
            0x100L,
            0xFFFFL,
            0x10000L,
            1L << 24,
            1L << 32,
            1L << 40,
            1L << 48,
            1L << 56,
            Long.MAX_VALUE,
            -1L);

    @Test
    void record_ofEachLength_readsBack() {
        for (long counter : COUNTERS) {
            for (long expiry : new long[] {StoredEntry.NEVER, 1, Long.MAX_VALUE}) {
                Header header = new Header(-42, counter, expiry);
                byte[] record = header.record(VALUE);

                assertThat(Header.of(record)).isEqualTo(header);
                assertThat(Header.of(Arrays.copyOf(record, Math.min(record.length, Header.MAX_BYTES))))
                        .isEqualTo(header);
                assertThat(header.entryOf("key", record).value()).isEqualTo(VALUE);
                assertThat(record.length - VALUE.length).isBetween(10, Header.MAX_BYTES);
            }
        }
    }

    @Test
    void record_staysAsItIsOnDisks() {
        assertThat(hex(new Header(0x0102030405060708L, 0x0A0B0CL, StoredEntry.NEVER).record(VALUE)))
                .isEqualTo("2201020304050607080a0b0c76616c7565");
        assertThat(hex(new Header(0x0102030405060708L, 9, 0x1112131415161718L).record(new byte[0])))
                .isEqualTo("280102030405060708091112131415161718");
    }

    @Test
    void version_isSessionAndCounter() {
        assertThat(new Header(0x0102030405060708L, 0x0A, StoredEntry.NEVER)
                        .version()
                        .text())
                .isEqualTo("0102030405060708-000000000000000a");
    }

    @Test
    void of_whatIsNoRecord_isCorruption() {
        byte[] record = new Header(1, 1 << 20, 5).record(new byte[0]);
        for (int length = 0; length < record.length; length++) {
            refuses(Arrays.copyOf(record, length), EngineException.Kind.CORRUPTION);
        }
        for (int format : new int[] {0, 1}) {
            refuses(ofFormat(format, record), EngineException.Kind.CORRUPTION);
        }
    }

    @Test
    void of_newerFormat_isUnsupported() {
        byte[] record = new Header(1, 1 << 20, 5).record(new byte[0]);
        for (int format : new int[] {3, 15}) {
            refuses(ofFormat(format, record), EngineException.Kind.UNSUPPORTED);
        }
    }

    private static byte[] ofFormat(int format, byte[] record) {
        byte[] other = record.clone();
        other[0] = (byte) ((format << 4) | (other[0] & 0xF));
        return other;
    }

    private static void refuses(byte[] record, EngineException.Kind kind) {
        assertThatThrownBy(() -> Header.of(record))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
