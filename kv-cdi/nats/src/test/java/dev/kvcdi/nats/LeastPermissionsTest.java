package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.KVStore;
import dev.kvcdi.Page;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The permissions that README lists ("Who may in") are enough for everything, and none of them is too many. */
class LeastPermissionsTest {

    private static final Pattern README = Pattern.compile(
            "\\*\\*Who may in\\.\\*\\*.*?subscribe to\\s+`([^`]+)`.*?```text\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PUBLISHED = Pattern.compile("^H?PUB (\\S+) ", Pattern.MULTILINE);
    private static final Pattern REFUSAL = Pattern.compile("-ERR 'Permissions Violation.*");

    private final String bucket = Application.newBucket();
    private final Set<String> published = ConcurrentHashMap.newKeySet();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource
    void everything_permissionsOfReadme_areEnoughAndNeeded(NatsBinary binary) throws Exception {
        Matcher readme = README.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(readme.find()).isTrue();
        List<String> subjects = readme.group(2)
                .lines()
                .map(line -> line.replace("<bucket>", bucket))
                .toList();
        String users = "authorization { users: [ { user: all, password: secretword }\n"
                + user("creator", subjects, readme.group(1))
                // The last one is needed to make a bucket that is missing.
                + user("user", subjects.subList(0, subjects.size() - 1), readme.group(1)) + "] }\n";
        try (NatsServer server = NatsServer.start(binary, users);
                ChangingProxy proxy = new ChangingProxy(server.port(), this::request, this::answer);
                Application creator = start(proxy, "creator");
                Application user = start(proxy, "user");
                PlainClient all = PlainClient.connect("nats://all:secretword@127.0.0.1:" + server.port())) {
            assertThat(user.store.exists("none")).isFalse();
            writeAndRead(creator.store);
            list(creator.store);
            watch(creator, proxy);
            sweep(creator, all);
        }
        assertThat(refusals).isEmpty();
        assertThat(subjects)
                .allSatisfy(
                        subject -> assertThat(published).anyMatch(regex(subject).asMatchPredicate()));
    }

    private static String user(String name, List<String> publish, String subscribe) {
        return "{ user: " + name + ", password: secretword, permissions: { publish: { allow: ["
                + publish.stream().map(subject -> '"' + subject + '"').collect(Collectors.joining(", "))
                + "] }, subscribe: { allow: [\"" + subscribe + "\"] } } }\n";
    }

    private Application start(ChangingProxy proxy, String user) {
        return Application.at(
                "nats://127.0.0.1:" + proxy.port(),
                bucket,
                "kv.nats.user",
                user,
                "kv.nats.password",
                "secretword",
                "kv.nats.purge-interval",
                "200ms",
                "kv.nats.marker-retention",
                "1h");
    }

    private String request(String request) {
        PUBLISHED.matcher(request).results().forEach(each -> published.add(each.group(1)));
        return request;
    }

    private String answer(String answer) {
        REFUSAL.matcher(answer).results().forEach(each -> refusals.add(each.group()));
        return answer;
    }

    private static Pattern regex(String subject) {
        return Pattern.compile(
                Pattern.quote(subject).replace("*", "\\E[^.]+\\Q").replace(">", "\\E.+\\Q"));
    }

    private static void writeAndRead(KVStore store) {
        store.set("a", "1");
        assertThat(store.get("a")).contains("1");
        store.set("expires", "1", Duration.ofHours(1));
        Version version = store.put("b", "1", PutOptions.ifAbsent()).orElseThrow();
        version = store.put("b", "2", PutOptions.ifVersion(version)).orElseThrow();
        assertThat(store.put("b", "3", PutOptions.ifPresent())).isPresent();
        assertThat(store.delete("b", version)).isFalse();
        store.compute("b", value -> Optional.of(value.orElseThrow() + "4"));
        store.delete("b");
        store.setAll(Map.of("c", "1", "d", "2", "e", "3"));
        assertThat(store.getAll(List.of("c", "d"))).isEqualTo(Map.of("c", "1", "d", "2"));
        store.deleteAll(List.of("d", "e"));
        if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
            assertThat(store.atomically(batch -> batch.set("a", "2").delete("c")))
                    .isTrue();
        } else {
            store.delete("c");
        }
        assertThat(store.entry("expires").orElseThrow().expiry()).isPresent();
    }

    private static void list(KVStore store) {
        assertThat(store.keys("")).containsExactlyInAnyOrder("a", "expires");
        assertThat(store.entries("a")).hasSize(1);
        List<String> keys = new ArrayList<>();
        Page<String> page = store.page("", 1, null);
        page.entries().forEach(entry -> keys.add(entry.key()));
        while (page.nextCursor().isPresent()) {
            page = store.page("", 1, page.nextCursor().get());
            page.entries().forEach(entry -> keys.add(entry.key()));
        }
        assertThat(keys).containsExactlyInAnyOrder("a", "expires");
    }

    /** More than a server sends before it waits for an answer, and a change behind a connection that was made anew. */
    private static void watch(Application application, ChangingProxy proxy) {
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (Watch watch = application.store.watch("w", change -> {
            if (change instanceof Change.Put<String> put) {
                told.add(put.entry().key());
            }
        })) {
            assertThat(watch).isNotNull();
            String large = "x".repeat(100_000);
            IntStream.range(0, 50).forEach(i -> application.store.set("w" + i, large));
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertThat(told).hasSize(50));
            proxy.cut();
            application.awaitAnswer(Application.HEALS);
            application.store.set("wagain", "1");
            await().atMost(Application.HEALS)
                    .untilAsserted(() -> assertThat(told).contains("wagain"));
        }
    }

    private static void sweep(Application application, PlainClient all) {
        application.advance(Duration.ofDays(1));
        // All but what has expired and what was deleted.
        await().atMost(Application.HEALS).until(() -> messages(application, all) == 52);
        assertThat(application.store.keys("")).hasSize(52);
    }

    private static long messages(Application application, PlainClient all) throws Exception {
        return all.jetStreamManagement()
                .getStreamInfo(application.stream())
                .getStreamState()
                .getMsgCount();
    }
}
