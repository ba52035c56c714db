package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVException;
import dev.kvcdi.Watch;
import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.TcpProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials of AWS, which no log and no failure shows, however much is logged. */
class SecretsTest {

    private static final String ACCESS_KEY = "AKIACANARYACCESSKEY0";
    private static final String SECRET_KEY = "CanarySecretKey/With+Everything=0123456789";
    private static final String TOKEN = "CanarySessionTokenWithoutEnd==";
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", ACCESS_KEY, "aws.secretAccessKey", SECRET_KEY, "aws.sessionToken", TOKEN);

    private final Map<String, String> previous = new HashMap<>();
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler handler = new Handler() {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            shown.add(record.getLoggerName() + " " + formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        CREDENTIALS.forEach((name, value) -> {
            String before = System.setProperty(name, value);
            if (before != null) {
                previous.put(name, before);
            }
        });
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void restore() {
        root.setLevel(level);
        root.removeHandler(handler);
        CREDENTIALS.keySet().forEach(System::clearProperty);
        System.getProperties().putAll(previous);
    }

    @Test
    void credentials_ofCallsThatWork_areNowhere() {
        try (Application application = Application.on(DynamoDbLocal.shared().endpoint());
                Watch watch = application.store.watch("", change -> shown.add(change.toString()))) {
            shown.add(watch.toString());
            application.store.set("key", "value");
            shown.add(application.store.entry("key").toString());
            application.store.keys("").forEach(shown::add);
            shown.add(application.store.toString());
        }
        assertNothingShown();
    }

    @Test
    void credentials_ofCallsThatFail_areNowhere() throws IOException {
        try (StubService service = new StubService()) {
            for (String code : new String[] {
                "UnrecognizedClientException", "ExpiredTokenException", "AccessDeniedException", "ValidationException"
            }) {
                StubService.Reply refusal = StubService.error(400, code, "A message");
                service.answer("GetItem", refusal);
                try (Application application = Application.starting(
                        service.url(), StubService.TABLE, "kv.timeout", "2s", "kv.dynamodb.create-table", "false")) {
                    fails(() -> application.store.get("key"));
                }
            }
        }
        try (TcpProxy proxy = new TcpProxy(DynamoDbLocal.shared().port());
                Application application = Application.on("http://" + proxy.address(), "kv.timeout", "2s")) {
            proxy.fail(TcpProxy.Fate.UNANSWERED, "DynamoDB", Integer.MAX_VALUE);
            fails(() -> application.store.set("key", "value"));
            fails(() -> application.store.watch("", change -> {}));
            proxy.refuse();
            fails(() -> application.store.get("key"));
        }
        assertNothingShown();
    }

    private void fails(Runnable call) {
        assertThatExceptionOfType(KVException.class).isThrownBy(call::run).satisfies(e -> {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            shown.add(trace.toString());
        });
    }

    private void assertNothingShown() {
        assertThat(shown).as("there is something to look at").anyMatch(text -> text.startsWith("dev.kvcdi"));
        assertThat(shown)
                .noneMatch(text -> text.contains(ACCESS_KEY) || text.contains(SECRET_KEY) || text.contains(TOKEN));
    }
}
