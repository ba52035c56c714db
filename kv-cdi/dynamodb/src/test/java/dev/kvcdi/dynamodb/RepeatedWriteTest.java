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
    private Gofr gofr;

    @BeforeEach
    void start() throws IOException {
        String endpoint = DynamoDbLocal.shared().endpoint();
        relay = new Relay(endpoint);
        application = Application.on(relay.url());
        other = Application.at(endpoint, application.table);
        gofr = Gofr.on(endpoint, application.table);
    }

    @AfterEach
    void stop() {
        application.close();
        other.close();
        gofr.close();
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

    /** The version of what GoFr wrote is made of its value, and comes again with it. */
    @Test
    void putOfGofrsVersion_gofrWritesTheSameMeanwhile_isDoneAndKeepsGofrs() {
        gofr.set("key", "same");
        Version version = application.store.entry("key").orElseThrow().version();
        relay.loseAnswerAfter(() -> gofr.set("key", "same"));
        assertThat(application.store.put("key", "mine", PutOptions.ifVersion(version)))
                .isPresent();
        assertKept("same");
    }

    @Test
    void deleteOfGofrsVersion_gofrWritesTheSameMeanwhile_isDoneAndKeepsGofrs() {
        gofr.set("key", "same");
        Version version = application.store.entry("key").orElseThrow().version();
        relay.loseAnswerAfter(() -> gofr.set("key", "same"));
        assertThat(application.store.delete("key", version)).isTrue();
        assertKept("same");
    }

    @Test
    void compute_ofGofrsValueThatGofrWritesAgainMeanwhile_isAppliedOnce() {
        gofr.set("key", "same");
        relay.loseAnswerAfter(() -> gofr.set("key", "same"));
        application.store.compute("key", value -> value.map(text -> text + " and mine"));
        assertKept("same");
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
