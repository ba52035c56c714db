package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CloseTest {

    @Test
    void close_ofTheOnlyStore_leavesNoThreadBehind() {
        String endpoint = DynamoDbLocal.shared().endpoint();
        // Classes that are loaded once for good, with what threads they have.
        Application.on(endpoint).close();
        Set<Thread> before = threads();
        Application application = Application.on(endpoint);
        application.store.set("key", "value");
        Set<Thread> meanwhile = threads();
        meanwhile.removeAll(before);
        assertThat(meanwhile.stream().map(Thread::getName)).anyMatch(name -> name.contains("reaper"));
        application.close();
        // The SDK tells its thread to end, and does not wait for it.
        await("the end of threads").pollInSameThread().untilAsserted(() -> {
            Set<Thread> after = threads();
            after.removeAll(before);
            assertThat(after.stream().map(Thread::getName)).isEmpty();
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }
}
