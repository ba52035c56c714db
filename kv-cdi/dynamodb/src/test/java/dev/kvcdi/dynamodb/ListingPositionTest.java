package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kvcdi.spi.Key;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListingPositionTest {

    private final ListingPosition positions = new ListingPosition("table", "id");

    @Test
    void behind_keyOfThePrefix_isReadBack() {
        for (String key : new String[] {"a", "ab", "a\u0000ü", "a" + "x".repeat(Key.MAX_BYTES - 1)}) {
            assertThat(positions.read(positions.behind(key, "a").orElseThrow(), "a"))
                    .isEqualTo(key);
        }
    }

    @Test
    void behind_otherKey_isReadBackAndNotShown() {
        byte[] position = positions.behind("tenant/secret", "mine/").orElseThrow();
        assertThat(new String(position, StandardCharsets.ISO_8859_1)).doesNotContain("tenant", "secret");
        assertThat(positions.read(position, "mine/")).isEqualTo("tenant/secret");
    }

    @Test
    void behind_otherKeyWithoutRoomForIt_isNone() {
        assertThat(positions.behind("x".repeat(Key.MAX_BYTES), "mine/")).isEmpty();
        assertThat(positions.behind("x".repeat(2_048), "")).isEmpty();
        assertThat(positions.behind("x".repeat(Key.MAX_BYTES - 17), "mine/"))
                .get()
                .satisfies(position -> assertThat(position).hasSize(Key.MAX_BYTES));
    }

    @Test
    void read_positionOfAnotherPrefixOrTable_isRefused() {
        byte[] position = positions.behind("tenant/secret", "mine/").orElseThrow();
        assertRefused(position, "other/");
        assertRefused("mine/1".getBytes(StandardCharsets.UTF_8), "other/");
        ListingPosition anew = new ListingPosition("table", "other id");
        assertThatIllegalArgumentException().isThrownBy(() -> anew.read(position, "mine/"));
    }

    @Test
    void read_forgedPosition_isRefused() {
        byte[] position = positions.behind("tenant/secret", "mine/").orElseThrow();
        for (int i = 0; i < position.length; i++) {
            byte[] changed = position.clone();
            changed[i] ^= 1;
            assertRefused(changed, "mine/");
        }
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] made = new byte[random.nextInt(60)];
            random.nextBytes(made);
            assertRefused(made, "mine/");
        }
    }

    private void assertRefused(byte[] position, String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> positions.read(position, prefix));
    }
}
