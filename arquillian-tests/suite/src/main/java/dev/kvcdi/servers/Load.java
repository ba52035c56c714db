package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Clients that write new keys as fast as they are answered, and remember which writes were acknowledged. */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 4;

    /** Soon enough to catch an application as it starts, not so soon that it starts later. */
    private static final int RETRY_MILLIS = 50;

    private final TextClient application;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong next = new AtomicLong();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final CountDownLatch over = new CountDownLatch(1);

    private Load(TextClient application) {
        this.application = application;
    }

    static Load on(TextClient application) {
        Load load = new Load(application);
        for (int client = 0; client < CLIENTS; client++) {
            load.clients.execute(load::write);
        }
        return load;
    }

    /** Waits for more acknowledged writes. */
    void awaitMore(int writes) {
        int goal = acknowledged.size() + writes;
        Awaitility.await("%d more acknowledged writes".formatted(writes))
                .atMost(Duration.ofMinutes(2))
                .until(() -> acknowledged.size() >= goal);
    }

    /** Asserts that each acknowledged write is there with its value; others, whose answers were lost, may be there. */
    void assertNothingLost() {
        // First these, since the clients may be writing still.
        Set<String> due = Set.copyOf(acknowledged);
        Set<String> kept = application.entries();
        assertThat(due).isNotEmpty();
        assertThat(due.stream().filter(key -> !kept.contains(key + '=' + value(key))))
                .as("acknowledged writes that are missing or have another value, of %d", due.size())
                .isEmpty();
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the clients; what they wrote can still be asserted. */
    void end() {
        over.countDown();
        clients.shutdown();
        try {
            assertThat(clients.awaitTermination(90, TimeUnit.SECONDS))
                    .as("the clients have ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String value(String key) {
        return "value of " + key;
    }

    private void write() {
        try {
            while (over.getCount() > 0) {
                String key = "key-" + next.incrementAndGet();
                if (application.tryPut(key, value(key))) {
                    acknowledged.add(key);
                } else {
                    over.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
