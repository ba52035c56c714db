package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that are applied and have no answer, so that they are repeated after another client has written the key. */
class RepeatedWriteTest {

    private Relay relay;
    private Application application;
    private Application other;

    @BeforeEach
    void start() throws IOException {
        String endpoint = DynamoDbLocal.shared().endpoint();
        relay = new Relay(endpoint);
        application = Application.on(relay.url());
        other = Application.at(endpoint, application.table);
    }

    @AfterEach
    void stop() {
        application.close();
        other.close();
        relay.close();
    }

    @Test
    void deleteOfAVersion_otherPutsMeanwhile_isDoneAndKeepsTheOthers() {
        Version version =
                application.store.put("key", "old", PutOptions.always()).orElseThrow();
        relay.loseAnswerAfter(() -> assertThat(other.store.put("key", "other", PutOptions.ifAbsent()))
                .isPresent());
        assertThat(application.store.delete("key", version)).isTrue();
        assertKept("other");
    }

    @Test
    void putIfAbsent_otherDeletesMeanwhile_doesNotComeBack() {
        relay.loseAnswerAfter(this::deleteByOther);
        assertThat(application.store.put("key", "mine", PutOptions.ifAbsent())).isPresent();
        assertKept(null);
    }

    @Test
    void putIfAbsent_otherReplacesMeanwhile_isDoneAndKeepsTheOthers() {
        relay.loseAnswerAfter(() -> other.store.set("key", "other"));
        assertThat(application.store.put("key", "mine", PutOptions.ifAbsent())).isPresent();
        assertKept("other");
    }

    @Test
    void putIfPresent_otherReplacesMeanwhile_isDoneAndKeepsTheOthers() {
        application.store.set("key", "old");
        relay.loseAnswerAfter(() -> other.store.set("key", "other"));
        assertThat(application.store.put("key", "mine", PutOptions.ifPresent())).isPresent();
        assertKept("other");
    }

    @Test
    void compute_ofAnAbsentKeyThatOtherDeletesMeanwhile_isAppliedOnce() {
        relay.loseAnswerAfter(this::deleteByOther);
        application.store.compute("key", value -> Optional.of("mine"));
        assertKept(null);
    }

    private void deleteByOther() {
        Entry<String> entry = other.store.entry("key").orElseThrow();
        assertThat(other.store.delete("key", entry.version())).isTrue();
    }

    private void assertKept(@Nullable String value) {
        assertThat(relay.losing()).as("an answer was lost").isFalse();
        assertThat(other.store.get("key")).isEqualTo(Optional.ofNullable(value));
    }
}
