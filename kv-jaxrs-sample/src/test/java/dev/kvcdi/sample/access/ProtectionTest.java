package dev.kvcdi.sample.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionTest {

    private static final String ISSUER = "mp.jwt.verify.issuer";
    private static final String AUDIENCES = "mp.jwt.verify.audiences";

    @Test
    void configured_nothing_isOff() {
        assertThat(Protection.configured(settings(Map.of()))).isFalse();
    }

    @Test
    void configured_noKeyButAllElse_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Protection.configured(settings(Map.of(ISSUER, "i", AUDIENCES, "a"))))
                .withMessageContaining("mp.jwt.verify.issuer and mp.jwt.verify.audiences must not be set without"
                        + " mp.jwt.verify.publickey or mp.jwt.verify.publickey.location");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location"})
    void configured_keyAndAllElse_isOn(String key) {
        assertThat(Protection.configured(settings(Map.of(key, "k", ISSUER, "i", AUDIENCES, "a"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp.jwt.verify.publickey", "mp.jwt.verify.publickey.location"})
    void configured_keyAlone_isRefusedWithWhatIsMissing(String key) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Protection.configured(settings(Map.of(key, "k"))))
                .withMessageContaining("mp.jwt.verify.issuer and mp.jwt.verify.audiences must be set")
                .withMessageContaining(key);
        assertThatIllegalStateException()
                .isThrownBy(() -> Protection.configured(settings(Map.of(key, "k", ISSUER, "i"))))
                .withMessageStartingWith(AUDIENCES);
    }

    private static Function<String, Optional<String>> settings(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }
}
