package dev.kvcdi.testkit;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A part of the contract that breaks the way to the engine. */
@ExtendWith(OutageGate.class)
abstract class OutageCase extends Contract {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** How much longer than the timeout a call may take. */
    static final Duration GRACE = Scale.grace();

    /** Within this, everything works again. */
    static final Duration HEALING = Scale.healing();

    private Outages.@Nullable Line line;

    /** What happens to the way to the engine. */
    enum Mode {
        CUT,
        HUNG
    }

    @BeforeEach
    final void openLine() throws Exception {
        line = harness().outages().areInProcess() ? null : harness().outages().open();
    }

    /** Ends the way after the places of the test, which use it to the end. */
    @AfterEach
    final void closeLine() {
        if (line == null) {
            return;
        }
        line.restore();
        try {
            closeOpened();
        } finally {
            line.close();
        }
    }

    final Outages.Line line() {
        if (line == null) {
            throw new IllegalStateException("The engine is in-process");
        }
        return line;
    }

    /** A place that is reached over the line. */
    final Place openOverLine() {
        Map<String, String> more = new HashMap<>(line().properties());
        more.put("kv.timeout", TIMEOUT.toMillis() + "ms");
        return open(more, UnaryOperator.identity());
    }

    final void strike(Mode mode) {
        switch (mode) {
            case CUT -> line().cut();
            case HUNG -> line().hang();
        }
    }

    static void awaitHealed(KVStore healing) {
        Awaitility.await("an answer after the outage")
                .atMost(HEALING)
                .pollInterval(Duration.ofMillis(50))
                .pollInSameThread()
                .ignoreExceptionsMatching(OutageCase::isAway)
                .until(() -> !healing.exists("no such key"));
    }

    static boolean isAway(Throwable failure) {
        return failure instanceof KVUnavailableException || failure instanceof KVTimeoutException;
    }
}
