package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Change;
import dev.kvcdi.KVException;
import dev.kvcdi.Watch;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.TcpProxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Watches whose connections break and whose table goes away. */
class WatchOutageTest {

    /** What a listener knows that lists again when it is told of a loss. */
    private static final class Known implements Consumer<Change<String>> {
        private final Map<String, Optional<String>> values = new ConcurrentHashMap<>();
        private volatile Application application;

        @Override
        public void accept(Change<String> change) {
            if (change instanceof Change.Put<String> put) {
                values.put(put.entry().key(), Optional.of(put.entry().value()));
            } else if (change instanceof Change.Removed<String> removed) {
                values.put(removed.key(), Optional.empty());
            } else {
                values.replaceAll((key, value) -> Optional.empty());
                application.store.entries("").forEach(each -> values.put(each.key(), Optional.of(each.value())));
            }
        }

        void awaitThat(String key, String value) {
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertThat(values).containsEntry(key, Optional.ofNullable(value)));
        }
    }

    @Test
    void watch_networkDownAndUpAgain_converges() {
        DynamoDbLocal server = DynamoDbLocal.shared();
        Known known = new Known();
        try (TcpProxy proxy = new TcpProxy(server.port());
                Application application = Application.on("http://" + proxy.address(), "kv.timeout", "2s");
                Gofr direct = Gofr.on(server.endpoint(), application.table)) {
            known.application = application;
            try (Watch watch = application.store.watch("", known)) {
                assertThat(watch).isNotNull();
                direct.set("gone", "1");
                direct.set("kept", "1");
                known.awaitThat("kept", "1");
                proxy.refuse();
                direct.set("kept", "2");
                direct.delete("gone");
                proxy.accepting();
                known.awaitThat("kept", "2");
                known.awaitThat("gone", null);
                proxy.stall();
                direct.set("kept", "3");
                // Which takes the time that the watch's reading has to fail as well.
                assertThatExceptionOfType(KVException.class).isThrownBy(() -> application.store.get("kept"));
                proxy.cut();
                known.awaitThat("kept", "3");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void watch_readsOfItFail_convergesInOrder(TcpProxy.Fate fate) {
        DynamoDbLocal server = DynamoDbLocal.shared();
        Known known = new Known();
        try (TcpProxy proxy = new TcpProxy(server.port());
                Application application = Application.on("http://" + proxy.address(), "kv.timeout", "2s");
                Gofr direct = Gofr.on(server.endpoint(), application.table)) {
            known.application = application;
            try (Watch watch = application.store.watch("", known)) {
                assertThat(watch).isNotNull();
                proxy.fail(fate, "GetRecords", 5);
                direct.set("a", "1");
                direct.set("a", "2");
                direct.set("b", "1");
                direct.delete("b");
                direct.set("end", "1");
                known.awaitThat("end", "1");
                known.awaitThat("a", "2");
                known.awaitThat("b", null);
            }
        }
    }

    @Test
    void watch_serverKilledAndStartedAgain_convergesOrIsLost() {
        Known known = new Known();
        try (DynamoDbLocal server = DynamoDbLocal.startKeeping();
                Application application = Application.on(server.endpoint(), "kv.timeout", "2s")) {
            known.application = application;
            try (Watch watch = application.store.watch("", known)) {
                assertThat(watch).isNotNull();
                application.store.set("a", "1");
                known.awaitThat("a", "1");
                server.kill();
                server.startAgain();
                application.awaitAnswer(Application.HEALS);
                application.store.set("a", "2");
                known.awaitThat("a", "2");
            }
        }
    }

    @Test
    void watch_tableDeletedAndMadeAgain_isLostAndGoesOn() {
        Known known = new Known();
        try (Application application = Application.on(DynamoDbLocal.shared().endpoint());
                Gofr direct = Gofr.on(DynamoDbLocal.shared().endpoint(), application.table)) {
            known.application = application;
            try (Watch watch = application.store.watch("", known)) {
                assertThat(watch).isNotNull();
                application.store.set("a", "1");
                known.awaitThat("a", "1");
                direct.client().deleteTable(request -> request.tableName(application.table));
                await().atMost(Application.HEALS)
                        .ignoreExceptionsInstanceOf(KVException.class)
                        .until(() -> application.store.get("a").isEmpty());
                known.awaitThat("a", null);
                application.store.set("a", "2");
                known.awaitThat("a", "2");
            }
        }
    }

    @Test
    void close_watchesAndOutages_leavesNoThread() {
        DynamoDbLocal server = DynamoDbLocal.shared();
        try (TcpProxy proxy = new TcpProxy(server.port())) {
            // Classes that are loaded once for good, with what threads they have.
            use(proxy);
            Set<Thread> before = threads();
            use(proxy);
            await().pollInSameThread().untilAsserted(() -> {
                Set<Thread> after = threads();
                after.removeAll(before);
                assertThat(after.stream().map(Thread::getName).filter(name -> !name.startsWith("proxy")))
                        .isEmpty();
            });
        }
    }

    private static void use(TcpProxy proxy) {
        try (Application application = Application.on("http://" + proxy.address(), "kv.timeout", "2s")) {
            assertThat(application.store.watch("", change -> {})).isNotNull();
            application.store.watch("a", change -> {}).close();
            application.store.set("a", "1");
            proxy.cut();
            application.awaitAnswer(Application.HEALS);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }
}
