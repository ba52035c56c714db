package dev.kvcdi.sample.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.NotAuthorizedException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @Test
    void of_token_isItsSubjectAndNotItsName() {
        assertThat(Caller.of(Callers.of("alice", Set.of("users"))))
                .isEqualTo(new Caller("alice", false, Instant.ofEpochSecond(Callers.EXPIRES)));
    }

    @Test
    void of_tokenWithTheGroup_isAdmin() {
        assertThat(Caller.of(Callers.of("root", Set.of("users", "admin"))).admin())
                .isTrue();
        assertThat(Caller.of(Callers.of("root", Set.of("Admin", "admins"))).admin())
                .isFalse();
        assertThat(Caller.of(Callers.of("root", null)).admin()).isFalse();
    }

    @ParameterizedTest
    @NullAndEmptySource
    // Half of a surrogate pair has no encoding of its own: all such subjects would have one prefix.
    @ValueSource(strings = {"\ud800", "a\udc00"})
    void of_tokenWithoutSubject_isRefused(String subject) {
        assertThatExceptionOfType(NotAuthorizedException.class)
                .isThrownBy(() -> Caller.of(Callers.of(subject, Set.of("admin"))));
    }

    @Test
    void of_otherPrincipalOrNone_isRefused() {
        assertThatExceptionOfType(NotAuthorizedException.class).isThrownBy(() -> Caller.of(Callers.NOBODY));
        assertThatExceptionOfType(NotAuthorizedException.class)
                .isThrownBy(() -> Caller.of(Callers.context(() -> "alice")));
    }

    @ParameterizedTest
    @CsvSource({"alice, alice/", "a/b, a%2Fb/", "a%2Fb, a%252Fb/", "Zo\u00eb, Zo%C3%AB/"})
    void prefix_anySubject_hasOneSlashAtTheEnd(String subject, String prefix) {
        assertThat(new Caller(subject, false, Instant.MAX).prefix()).isEqualTo(prefix);
    }
}
