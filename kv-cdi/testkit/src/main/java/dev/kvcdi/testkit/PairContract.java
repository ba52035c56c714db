package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.Capability;
import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyProgress.Phase;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.se.KVRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * Copies from one driver's engine to another's, as tests. Extend it with a class for a pair of drivers, and give it the harness of each.
 */
@Timeout(180)
public abstract class PairContract {

    /** Short, since a target that hangs is waited for until then. */
    private static final String TIMEOUT = "5s";

    private static final String LONG_TIMEOUT = "30s";

    /** Enough for several parts of a copy; the slowest engines take tens of milliseconds for a write. */
    private static final int KEYS = 200;

    private final ManualClock clock = new ManualClock();
    private Place from;
    private Place to;
    private KVRuntime memory;
    private KVStore journal;
    private Outages.@Nullable Line line;
    private int largestValue;

    /** Makes the suite. */
    protected PairContract() {}

    /**
     * Returns the harness of the driver that is copied from.
     *
     * @return the harness
     */
    protected abstract DriverHarness source();

    /**
     * Returns the harness of the driver that is copied to.
     *
     * @return the harness
     */
    protected abstract DriverHarness target();

    @BeforeEach
    final void openBoth() throws Exception {
        largestValue = Math.min(source().largestValue(), target().largestValue());
        Map<String, String> more =
                Map.of("kv.max-value-bytes", Integer.toString(largestValue), "kv.timeout", LONG_TIMEOUT);
        from = Place.fresh(source(), more, UnaryOperator.identity(), clock);
        line = target().outages().areInProcess() ? null : target().outages().open();
        Map<String, String> over = new HashMap<>(more);
        if (line != null) {
            over.put("kv.timeout", TIMEOUT);
            over.putAll(line.properties());
        }
        to = Place.fresh(target(), over, UnaryOperator.identity(), clock);
        memory = KVRuntime.builder().property("kv.driver", "memory").start();
        journal = memory.store("journal");
    }

    @AfterEach
    final void closeBoth() {
        if (line != null) {
            line.restore();
        }
        to.close();
        if (line != null) {
            line.close();
        }
        from.close();
        memory.close();
    }

    private CopyOptions online() {
        return CopyOptions.online(journal);
    }

    private CopyOptions atRest() {
        return CopyOptions.atRest().withJournal(journal);
    }

    private void assertConverges(long seed) {
        CopyResult last = KVStores.copy(from.store(), to.store(), atRest());
        assertThat(last.converged()).as("%s, %s", last, Scale.reproduce(seed)).isTrue();
        CopyWriters.assertCopied(from.store(), to.store(), Scale.reproduce(seed));
    }

    @Test
    final void copy_everyKindOfEntry_isEqual() {
        CopyWriters.writeEveryKind(from.store(), largestValue);
        assertConverges(0);
        CopyResult again = KVStores.copy(from.store(), to.store(), CopyOptions.atRest());
        assertThat(again.converged()).isTrue();
        assertThat(again.count(CopyCount.COPIED)).isZero();
    }

    @Test
    final void copy_besideWriters_isEqualOnceTheyStopped() throws Exception {
        long seed = Scale.seed();
        try (CopyWriters writers = CopyWriters.start(from.store(), Texts.numbered("key", KEYS), seed)) {
            for (int i = 0; i < 3; i++) {
                CopyResult online = KVStores.copy(from.store(), to.store(), online().withPasses(2));
                assertThat(online.count(CopyCount.CONFLICTS))
                        .as(Scale.reproduce(seed))
                        .isZero();
                writers.awaitWrites(20);
                clock.advanceMillis(1_500);
            }
            writers.stop();
        }
        assertConverges(seed);
    }

    /** The application stops in the middle of a copy, and starts again. */
    @Test
    final void copy_libraryOfTheTargetStopsMeanwhile_goesOn() throws Exception {
        long seed = Scale.seed();
        try (CopyWriters writers = CopyWriters.start(from.store(), Texts.numbered("key", KEYS), seed)) {
            KVStore stopping = to.store();
            assertThatExceptionOfType(KVClosedException.class)
                    .isThrownBy(() -> KVStores.copy(from.store(), stopping, online().withProgress(progress -> {
                        if (progress.phase() == Phase.COPYING && stopping == to.store()) {
                            to.stop();
                            to.resume();
                        }
                    })));
            writers.awaitWrites(50);
            writers.stop();
        }
        boolean kept = to.store().capabilities().contains(Capability.PERSISTENT);
        assertThat(to.store().keys("").findAny().isPresent()).isEqualTo(kept);
        assertConverges(seed);
    }

    /** The target goes away in the middle of a copy, by every way that it can, and comes back. */
    @Test
    final void copy_targetAwayMeanwhile_goesOn(TestInfo info, TestReporter report) throws Exception {
        Outages.Line breaking = line;
        if (breaking == null) {
            report.publishEntry(
                    "no outages",
                    "the harness declares that " + target().driver().name() + " is in-process");
            return;
        }
        long seed = Scale.seed();
        try (CopyWriters writers = CopyWriters.start(from.store(), Texts.numbered("key", KEYS), seed)) {
            copyUntilAway(breaking::cut);
            breaking.restore();
            OutageCase.awaitHealed(to.store());
            writers.awaitWrites(50);
            copyUntilAway(breaking::hang);
            writers.awaitWrites(50);
            breaking.restore();
            OutageCase.awaitHealed(to.store());
            writers.stop();
        }
        assertConverges(seed);
    }

    private void copyUntilAway(Runnable strike) {
        int[] parts = {0};
        assertThatExceptionOfType(KVException.class)
                .isThrownBy(() -> KVStores.copy(from.store(), to.store(), online().withProgress(progress -> {
                    if (++parts[0] == 2) {
                        strike.run();
                    }
                })))
                .satisfies(e -> assertThat(e)
                        .isInstanceOfAny(
                                KVUnavailableException.class,
                                KVTimeoutException.class,
                                KVOutcomeUnknownException.class));
    }

    @Test
    final void copy_entriesThatExpire_expireOnBothSides() {
        from.store().set("short", "x", Duration.ofMinutes(1));
        from.store().set("long", "x", Duration.ofMinutes(3));
        assertConverges(0);
        assertThat(to.store().entry("short").orElseThrow().expiry())
                .isEqualTo(from.store().entry("short").orElseThrow().expiry());
        clock.advance(Duration.ofMinutes(2));
        assertThat(to.store().keys("")).containsExactly("long");
        assertConverges(0);
    }
}
