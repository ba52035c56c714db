package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Watch;
import dev.kvcdi.servers.inside.OwnDriver;
import dev.kvcdi.servers.inside.Surroundings;
import dev.kvcdi.servers.inside.TaskDriver;
import dev.kvcdi.spi.KVDriver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Whose threads the stores run on, and what surrounds their tasks and listeners there. */
@ArquillianTest
@Dependent // a bean, so that its injection points are seen as those of applications are
class ThreadsIT {

    private static final int SECONDS = 30;

    @Inject
    private KVStore store;

    @Deployment
    static WebArchive application() {
        return Archives.withAssertions(Archives.web("threads.war"))
                .addAsLibraries(Archives.jar("kv-cdi"), Archives.jar("awaitility"), Archives.jar("hamcrest"))
                .addClasses(OwnDriver.class, TaskDriver.class, Surroundings.class)
                .addAsServiceProvider(KVDriver.class, TaskDriver.class);
    }

    @Test
    void request_here_hasEverything() throws Exception {
        UserTransaction transaction = found("java:comp/UserTransaction", UserTransaction.class);
        transaction.begin();
        try {
            Surroundings here = Surroundings.here();

            assertThat(here.request()).isTrue();
            assertThat(here.transaction()).isTrue();
            assertThat(here.module()).isEqualTo("threads");
            assertThat(here.application()).isTrue();
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void driversTask_always_runsOnTheServersScheduler() throws Exception {
        ScheduledExecutorService scheduler =
                found("java:comp/DefaultManagedScheduledExecutorService", ScheduledExecutorService.class);
        Surroundings servers =
                scheduler.schedule(Surroundings::here, 0, TimeUnit.SECONDS).get(SECONDS, TimeUnit.SECONDS);
        store.exists("any");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(TaskDriver.tasks()).hasSizeGreaterThan(3));

        assertThat(TaskDriver.tasks()).allSatisfy(task -> {
            assertThat(task.threads()).isEqualTo(servers.threads()).doesNotContain("kv-cdi");
            assertThat(task.application()).isTrue();
            assertThat(task.request()).isFalse();
            assertThat(task.transaction()).isFalse();
        });
    }

    @Test
    void listener_writeInARequestAndTransaction_runsOnTheServersExecutorWithoutThem() throws Exception {
        CompletableFuture<Surroundings> heard = new CompletableFuture<>();
        UserTransaction transaction = found("java:comp/UserTransaction", UserTransaction.class);
        Watch watch = store.watch("request", change -> heard.complete(Surroundings.here()));
        transaction.begin();
        try {
            store.set("request", "value");

            assertListener(heard.get(SECONDS, TimeUnit.SECONDS));
        } finally {
            transaction.rollback();
            watch.close();
        }
    }

    /** As the changes of a remote engine come, on a thread of its client. */
    @Test
    void listener_writeOfAThreadWithoutContext_hasTheSameSurroundings() throws Exception {
        CompletableFuture<Surroundings> heard = new CompletableFuture<>();
        Watch watch = store.watch("bare", change -> heard.complete(Surroundings.here()));
        try {
            TypedKVStore<byte[]> view = store.bytes();
            Thread bare = new Thread(() -> view.set("bare", new byte[1]));
            bare.setContextClassLoader(null);
            bare.start();

            assertListener(heard.get(SECONDS, TimeUnit.SECONDS));
            bare.join();
        } finally {
            watch.close();
        }
    }

    private static void assertListener(Surroundings listener) throws Exception {
        ExecutorService executor = found("java:comp/DefaultManagedExecutorService", ExecutorService.class);
        Surroundings servers = executor.submit(Surroundings::here).get(SECONDS, TimeUnit.SECONDS);
        assertThat(listener.threads()).isEqualTo(servers.threads()).doesNotContain("kv-cdi");
        assertThat(listener.application()).isTrue();
        assertThat(listener.module()).isEqualTo("threads");
        assertThat(listener.request()).isFalse();
        assertThat(listener.transaction()).isFalse();
    }

    private static <T> T found(String name, Class<T> type) {
        return Surroundings.find(name, type).orElseThrow();
    }
}
