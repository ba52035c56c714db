package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table that a GoFr service uses, with the plain calls that GoFr makes, shared with a store. */
class SharingTest {

    private String endpoint;
    private Gofr gofr;
    private Application application;

    @BeforeEach
    void share() {
        endpoint = DynamoDbLocal.shared().endpoint();
        String table = Application.newTable();
        gofr = Gofr.on(endpoint, table);
        gofr.createTable();
        application = Application.at(endpoint, table, "kv.dynamodb.create-table", "false");
    }

    @AfterEach
    void end() {
        application.close();
        gofr.close();
    }

    @Test
    void get_whatGofrSet_isItsValue() {
        gofr.set("user/1=a.b", "Grüße");
        gofr.set("empty", "");
        assertThat(application.store.get("user/1=a.b")).contains("Grüße");
        assertThat(application.store.get("empty")).contains("");
        assertThat(application.store.exists("user/1=a.b")).isTrue();
        assertThat(application.store.keys("user/")).containsExactly("user/1=a.b");
        assertThat(application.store.getAll(List.of("empty", "user/1=a.b", "absent")))
                .containsExactly(Map.entry("empty", ""), Map.entry("user/1=a.b", "Grüße"));
        assertThat(application.store.entry("user/1=a.b").orElseThrow().expiry()).isEmpty();
    }

    @Test
    void set_thenGofrGets_isOurValue() {
        application.store.set("user/1=a.b", "Grüße");
        application.store.set("ttl", "x", Duration.ofHours(1));
        application.store.setAll(Map.of("many", "y"));
        application.store.atomically(batch -> batch.set("atomic", "z"));
        assertThat(gofr.get("user/1=a.b")).contains("Grüße");
        assertThat(gofr.get("ttl")).contains("x");
        assertThat(gofr.get("many")).contains("y");
        assertThat(gofr.get("atomic")).contains("z");
    }

    @Test
    void delete_eitherSide_isSeenByTheOther() {
        gofr.set("a", "1");
        application.store.delete("a");
        assertThat(gofr.get("a")).isEmpty();
        application.store.set("b", "1");
        gofr.delete("b");
        assertThat(application.store.get("b")).isEmpty();
        assertThat(application.store.keys("")).isEmpty();
        assertThat(application.store.put("b", "2", PutOptions.ifAbsent())).isPresent();
        gofr.set("c", "1");
        application.store.deleteAll(List.of("c", "b"));
        assertThat(gofr.get("c")).isEmpty();
        gofr.delete("never there");
    }

    @Test
    void overwrite_eitherSide_isSeenByTheOther() {
        gofr.set("a", "1");
        application.store.set("a", "2");
        assertThat(gofr.get("a")).contains("2");
        gofr.set("a", "3");
        assertThat(application.store.get("a")).contains("3");
        application.store.bytes().set("a", new byte[] {(byte) 0xff});
        gofr.set("a", "4");
        assertThat(application.store.get("a")).contains("4");
    }

    @Test
    void conditionalWrites_afterGofrOverwrote_seeTheConflict() {
        application.store.set("a", "ours");
        Version ours = application.store.entry("a").orElseThrow().version();
        gofr.set("a", "theirs");
        assertThat(application.store.put("a", "again", PutOptions.ifVersion(ours)))
                .isEmpty();
        assertThat(application.store.delete("a", ours)).isFalse();
        assertThat(application.store.atomically(
                        batch -> batch.set("b", "x").put("a", "again", PutOptions.ifVersion(ours))))
                .isFalse();
        assertThat(application.store.put("a", "again", PutOptions.ifAbsent())).isEmpty();
        assertThat(gofr.get("a")).contains("theirs");
        assertThat(gofr.get("b")).isEmpty();
        // Even with the same value.
        application.store.set("a", "same");
        Version same = application.store.entry("a").orElseThrow().version();
        gofr.set("a", "same");
        assertThat(application.store.put("a", "again", PutOptions.ifVersion(same)))
                .isEmpty();
    }

    @Test
    void conditionalWrites_afterGofrDeleted_seeTheConflict() {
        application.store.set("a", "ours");
        Version ours = application.store.entry("a").orElseThrow().version();
        gofr.delete("a");
        assertThat(application.store.put("a", "again", PutOptions.ifVersion(ours)))
                .isEmpty();
        assertThat(application.store.delete("a", ours)).isFalse();
        assertThat(application.store.put("a", "again", PutOptions.ifPresent())).isEmpty();
        assertThat(gofr.get("a")).isEmpty();
    }

    @Test
    void conditionalWrites_onGofrsItem_winUntilGofrWritesAgain() {
        gofr.set("a", "theirs");
        Entry<String> theirs = application.store.entry("a").orElseThrow();
        assertThat(application.store.entries("").findFirst().orElseThrow().version())
                .isEqualTo(theirs.version());
        gofr.set("a", "theirs again");
        assertThat(application.store.put("a", "ours", PutOptions.ifVersion(theirs.version())))
                .isEmpty();
        assertThat(application.store.delete("a", theirs.version())).isFalse();
        Version now = application.store.entry("a").orElseThrow().version();
        assertThat(application.store.put("a", "ours", PutOptions.ifVersion(now)))
                .isPresent();
        assertThat(gofr.get("a")).contains("ours");
        gofr.set("b", "theirs");
        assertThat(application.store.delete(
                        "b", application.store.entry("b").orElseThrow().version()))
                .isTrue();
        assertThat(gofr.get("b")).isEmpty();
    }

    @Test
    void compute_gofrWritesMeanwhile_isAppliedToWhatGofrWrote() {
        application.store.set("a", "ours");
        AtomicInteger calls = new AtomicInteger();
        application.store.compute("a", value -> {
            if (calls.incrementAndGet() == 1) {
                gofr.set("a", "theirs");
            }
            return value.map(text -> text + "!");
        });
        assertThat(gofr.get("a")).contains("theirs!");
        calls.set(0);
        application.store.compute("a", value -> {
            if (calls.incrementAndGet() == 1) {
                gofr.delete("a");
            }
            return Optional.of(value.map(text -> text + "?").orElse("new"));
        });
        assertThat(gofr.get("a")).contains("new");
    }

    @Test
    void expiry_afterGofrOverwrote_isGone() {
        application.store.set("a", "ours", Duration.ofSeconds(5));
        gofr.set("a", "theirs");
        application.advance(Duration.ofDays(1));
        assertThat(application.store.get("a")).contains("theirs");
        assertThat(application.store.keys("")).containsExactly("a");
    }

    @Test
    void expiry_ofOurs_isNoMatterOfGofr() {
        application.store.set("a", "ours", Duration.ofSeconds(5));
        application.advance(Duration.ofDays(1));
        assertThat(application.store.get("a")).isEmpty();
        // DynamoDB removes it for everybody, within two days.
        assertThat(gofr.get("a")).contains("ours");
    }

    @Test
    void watch_tableWithoutStream_isRefused() {
        assertThat(application.store.capabilities())
                .containsExactlyInAnyOrder(
                        Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES, Capability.PERSISTENT);
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> application.store.watch("", change -> {}));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"KEYS_ONLY", "OLD_IMAGE"},
            value = StreamViewType.class)
    void watch_streamWithoutNewImages_isRefused(StreamViewType view) {
        gofr.enableStream(view);
        try (Application other = Application.at(endpoint, gofr.table(), "kv.dynamodb.create-table", "false")) {
            assertThatExceptionOfType(KVUnsupportedException.class)
                    .isThrownBy(() -> other.store.watch("", change -> {}));
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"},
            value = StreamViewType.class)
    void watch_whatGofrDoes_isTold(StreamViewType view) {
        gofr.enableStream(view);
        List<String> told = new CopyOnWriteArrayList<>();
        try (Application other = Application.at(endpoint, gofr.table(), "kv.dynamodb.create-table", "false");
                Watch watch = other.store.watch("k", change -> told.add(text(change)))) {
            assertThat(watch).isNotNull();
            gofr.set("key", "1");
            gofr.set("other", "1");
            gofr.set("key", "2");
            gofr.delete("key");
            gofr.set("k".repeat(2_000), "no key of ours");
            gofr.set("kept", "1");
            await().untilAsserted(() -> assertThat(told).contains("kept=1"));
            assertThat(told).endsWith("-key", "kept=1").doesNotContain("other=1", "lost");
        }
    }

    private static String text(Change<String> change) {
        if (change instanceof Change.Put<String> put) {
            return put.entry().key() + "=" + put.entry().value();
        }
        return change instanceof Change.Removed<String> removed ? "-" + removed.key() : "lost";
    }
}
