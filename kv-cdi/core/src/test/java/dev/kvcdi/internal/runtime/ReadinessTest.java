package dev.kvcdi.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.Latches;
import dev.kvcdi.internal.ScriptedDriver;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.internal.runtime.Readiness.Report;
import dev.kvcdi.internal.runtime.Readiness.State;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of stores that are well, down, slow and unfit. */
class ReadinessTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    /** A read that a busy machine begins too late for one answer is in time for a later one. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ScriptedDriver driver = new ScriptedDriver();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch proceed = new CountDownLatch(1);
    private final StoreRuntime runtime = new StoreRuntime(
            InstantSource.system(),
            Duration.ofSeconds(5),
            getClass().getClassLoader(),
            Threads.own(getClass().getClassLoader()),
            Telemetry.NONE);

    @AfterEach
    void end() {
        proceed.countDown();
        runtime.close();
    }

    @Test
    void reports_storeThatAnswers_isReadyWithItsLatency() {
        Readiness readiness = opened(Duration.ZERO);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(readiness.reports()).singleElement().satisfies(ReadinessTest::assertReady));
    }

    private static void assertReady(Report report) {
        assertThat(report.state()).isEqualTo(State.READY);
        assertThat(report.application()).isEqualTo("test");
        assertThat(report.store()).isEqualTo("default");
        assertThat(report.driver()).isEqualTo("scripted");
        assertThat(report.location()).isEqualTo("at the test");
        assertThat(report.latency())
                .hasValueSatisfying(latency -> assertThat(latency).isPositive());
        assertThat(report.reason()).isEmpty();
    }

    @Test
    void reports_askedAgainSoon_areKept() {
        Readiness readiness = opened(FOR_EVER);
        driver.onGet = reads::incrementAndGet;

        List<Report> first = readiness.reports();

        assertThat(readiness.reports()).isEqualTo(first);
        assertThat(reads).hasValue(1);
    }

    @Test
    void reports_askedAgainLater_areNew() {
        Readiness readiness = opened(Duration.ZERO);
        driver.onGet = () -> {
            throw new EngineException(EngineException.Kind.TIMEOUT, "No answer in time.", null);
        };
        assertThat(state(readiness)).isEqualTo(State.DOWN);

        driver.onGet = () -> {};

        await().atMost(PATIENCE).until(() -> state(readiness) == State.READY);
    }

    @Test
    void reports_engineThatHangs_isDownAndKeepsOneThread() {
        Readiness readiness = opened(Duration.ZERO);
        driver.onGet = () -> {
            reads.incrementAndGet();
            Latches.awaitStubbornly(proceed);
        };

        for (int i = 0; i < 3; i++) {
            assertThat(readiness.reports()).singleElement().satisfies(report -> {
                assertThat(report.state()).isEqualTo(State.DOWN);
                assertThat(report.reason()).contains("The engine did not answer within 1500 ms.");
            });
        }

        assertThat(reads).hasValue(1);
        proceed.countDown();
        await().until(() -> state(readiness) == State.READY);
    }

    @Test
    void reports_severalWhoAskAnEngineThatHangs_shareOneAnswer() throws Exception {
        Readiness readiness = opened(FOR_EVER);
        driver.onGet = () -> {
            reads.incrementAndGet();
            Latches.awaitStubbornly(proceed);
        };
        ExecutorService askers = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Report>>> answers =
                    askers.invokeAll(Collections.nCopies(4, (Callable<List<Report>>) readiness::reports));

            for (Future<List<Report>> answer : answers) {
                assertThat(answer.get()).isSameAs(answers.get(0).get());
            }
        } finally {
            askers.shutdown();
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void reports_askedByAThreadThatIsInterrupted_areNotKept() {
        Readiness readiness = opened(FOR_EVER);
        driver.onGet = () -> Latches.awaitStubbornly(proceed);

        Thread.currentThread().interrupt();
        List<Report> interrupted = readiness.reports();
        assertThat(Thread.interrupted()).isTrue();
        proceed.countDown();

        assertThat(interrupted)
                .singleElement()
                .satisfies(report ->
                        assertThat(report.reason()).contains("Who asked was interrupted before the engine answered."));
        assertThat(readiness.reports()).isNotEqualTo(interrupted);
    }

    @Test
    void reports_severalStoresThatHang_areAskedBeforeAnyIsWaitedFor() {
        Readiness readiness = opened(Duration.ZERO);
        runtime.store("users", this::plan);
        await().until(() -> runtime.status().stream().allMatch(Engines.Status::open));
        driver.onGet = () -> {
            reads.incrementAndGet();
            Latches.awaitStubbornly(proceed);
        };

        assertThat(readiness.reports())
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.state()).isEqualTo(State.DOWN));

        assertThat(reads).as("what one bound for all of them needs").hasValue(2);
    }

    @Test
    void probe_storeThatIsNotKnownYet_isNone() {
        opened(Duration.ZERO);

        assertThat(runtime.probe("default")).isPresent();
        assertThat(runtime.probe("other")).isEmpty();
    }

    @Test
    void reports_storeThatCannotBeOpened_isDownBesideOnesThatAreReady() {
        driver.onOpen = store -> {
            if (store.equals("users")) {
                throw new EngineException(EngineException.Kind.ACCESS_DENIED, "Not for you.", null);
            }
        };
        Readiness readiness = opened(Duration.ZERO);
        runtime.store("users", this::plan);

        await().until(() -> readiness.reports().get(1).state() == State.DOWN);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readiness.reports())
                        .extracting(Report::state)
                        .containsExactly(State.READY, State.DOWN));
        assertThat(readiness.reports().get(1).reason()).contains("Not for you.");
    }

    @Test
    void reports_applicationStopped_areDown() {
        Readiness readiness = opened(Duration.ZERO);

        runtime.close();

        assertThat(state(readiness)).isEqualTo(State.DOWN);
    }

    @Test
    void reports_firstConnectionUnderWay_isOpening() {
        driver.onConnect = () -> Latches.awaitStubbornly(proceed);

        Readiness readiness = opening(Duration.ZERO);

        assertThat(readiness.reports()).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(State.OPENING);
            assertThat(report.reason()).isPresent();
        });
    }

    @Test
    void reports_engineDown_haveTheReasonWithoutSecrets() {
        driver.onConnect = () -> {
            throw new EngineException(
                    EngineException.Kind.UNAVAILABLE, "Nobody\nlistens at nats://me:secretword@host:1.", null);
        };
        Readiness readiness = opening(Duration.ZERO);

        await().until(() -> state(readiness) == State.DOWN);

        assertThat(readiness.reports())
                .singleElement()
                .extracting(report -> report.reason().orElseThrow())
                .isEqualTo("Nobody listens at nats://(hidden)@host:1.");
    }

    @Test
    void reports_driverWithADefect_nameItOnly() {
        Readiness readiness = opened(Duration.ZERO);
        driver.onGet = () -> {
            throw new IllegalStateException("secretword");
        };

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readiness.reports())
                        .singleElement()
                        .extracting(report -> report.reason().orElseThrow())
                        .isEqualTo("The driver failed by a defect of its own (java.lang.IllegalStateException)."));
    }

    @Test
    void reports_requiredCapabilityMissing_areDown() {
        driver.has = EnumSet.noneOf(Capability.class);

        Readiness readiness = opened(Duration.ZERO, Capability.WATCH);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readiness.reports())
                        .singleElement()
                        .satisfies(report -> {
                            assertThat(report.state()).isEqualTo(State.DOWN);
                            assertThat(report.reason())
                                    .contains("The engine lacks [WATCH], which the application requires.");
                        }));
    }

    private Readiness opened(Duration kept, Capability... requires) {
        Readiness readiness = opening(kept, requires);
        await().until(() -> runtime.status().get(0).open());
        return readiness;
    }

    private Readiness opening(Duration kept, Capability... requires) {
        runtime.store("default", name -> plan(name, requires));
        return new Readiness(runtime, kept);
    }

    private StorePlan plan(String name, Capability... requires) {
        Settings none = Settings.of(Map.of());
        return new StorePlan(
                driver,
                ConnectionConfig.of("test", Path.of("/"), none),
                StoreConfig.of(name, 1_000, none),
                "at the test",
                Set.of(requires));
    }

    private static State state(Readiness readiness) {
        return readiness.reports().get(0).state();
    }
}
