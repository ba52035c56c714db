package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.UpgradeContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of earlier releases are opened; of what newer ones wrote, nothing is changed. */
class UpgradeTest extends UpgradeContract {

    private static final String APPLICATION = "kept";

    /** Files that are made anew, or name the machine. */
    private static final Set<String> LEFT_OUT = Set.of("lock", "server-lock", "owner", "reserve", "LOCK", "LOG");

    @Override
    protected DriverHarness harness() {
        return new DriverHarness() {

            @Override
            public KVDriver driver() {
                return new RocksDbDriver();
            }

            @Override
            public Map<String, String> properties() {
                return Map.of("kv.rocksdb.reserve", "0");
            }
        };
    }

    @Override
    protected void keep(Map<String, String> properties, Path dataFolder, Path kept) throws IOException {
        copy(dataFolder.resolve(APPLICATION), kept.resolve(APPLICATION));
    }

    @Override
    protected void restore(Path kept, Map<String, String> properties, Path dataFolder) throws IOException {
        copy(kept.resolve(APPLICATION), dataFolder.resolve(APPLICATION));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (!LEFT_OUT.contains(name) && !name.startsWith("LOG.old")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }

    /** Of a folder as a whole, {@link FolderTest} tests the same. */
    @Test
    void entry_newerFormat_isRefusedAndLeftAlone(@TempDir Path root) {
        try (OpenStore store = OpenStore.in(root)) {
            // So that writes look at what they replace, as conditional ones do.
            store.put("expires", "value", Duration.ofHours(1));
            byte[] newer = new Header(1, 1, StoredEntry.NEVER).record(new byte[] {1, 2, 3});
            newer[0] = (byte) (3 << 4);
            store.write("newer", newer);

            refused(() -> store.get("newer"));
            refused(() -> store.keys("", 10));
            refused(() -> store.put("newer", "value"));
            refused(() -> store.put("newer", "value", StoredEntry.NEVER, Condition.absent()));
            refused(() -> store.put("newer", "value", StoredEntry.NEVER, Condition.version(Version.of("any"))));
            refused(() -> store.delete("newer"));

            assertThat(store.record("newer")).isEqualTo(newer);
            assertThat(store.get("expires")).contains("value");
        }
    }

    private static void refused(ThrowingCallable call) {
        EngineException e = catchThrowableOfType(EngineException.class, call);
        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(e)
                .hasMessageContaining("newer version of kv-cdi-rocksdb")
                .hasMessageContaining("deploy that version")
                .hasMessageContaining("not changed");
    }
}
