package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.EngineException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What an engine's life writes to the log: one line when an outage begins, one when it ends, one for each store that opens. */
final class EngineLog {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");

    private final String driver;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> failedStores = ConcurrentHashMap.newKeySet();
    private volatile boolean outage;

    EngineLog(String driver) {
        this.driver = driver;
    }

    void failed(EngineException failure) {
        log(
                outage ? Level.DEBUG : Level.WARNING,
                "Driver " + driver + ": " + EngineFailures.sentence(failure)
                        + " Connecting goes on in the background; calls fail with " + failure.kind()
                        + " until it succeeds.",
                failure);
        outage = true;
    }

    void triesAgain(boolean closing) {
        LOG.log(Level.DEBUG, () -> "Driver " + driver + (closing ? ": closing" : ": trying again"));
    }

    void recovered() {
        if (outage) {
            outage = false;
            LOG.log(Level.INFO, () -> "Driver " + driver + ": the engine is connected again.");
        }
    }

    void storeFailed(StorePlan plan, EngineException failure) {
        log(
                failedStores.add(plan.name()) ? Level.WARNING : Level.DEBUG,
                describe(plan) + " cannot be opened: " + EngineFailures.sentence(failure)
                        + " Opening is tried again in the background; calls fail with " + failure.kind()
                        + " until it succeeds.",
                failure);
    }

    void storeOpened(StorePlan plan, Set<Capability> capabilities) {
        boolean healed = failedStores.remove(plan.name());
        boolean first = opened.add(plan.name());
        if (first || healed) {
            LOG.log(
                    Level.INFO,
                    () -> describe(plan) + " is open at " + plan.place() + ", with "
                            + (capabilities.isEmpty() ? "no further capabilities" : new TreeSet<>(capabilities)));
        }
        var missing = new TreeSet<>(plan.requires());
        missing.removeAll(capabilities);
        if (!missing.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    () -> describe(plan) + " lacks " + missing
                            + ", which the application requires. Calls that need it fail. "
                            + "Use an engine that has it, or do not require it at @Store(requires = …)");
        }
    }

    void closeFailed(Throwable failure) {
        LOG.log(
                Level.ERROR,
                "Driver " + driver + ": closing failed, and what was acknowledged last may not be kept: "
                        + failure.getMessage(),
                failure);
    }

    /** Calls or tasks did not end in time. */
    void leftOpen(Thread closer) {
        String stack = Arrays.stream(closer.getStackTrace())
                .limit(6)
                .map(String::valueOf)
                .collect(Collectors.joining(" < "));
        LOG.log(
                Level.WARNING,
                () -> "Driver " + driver + " is not closed in time, because calls of its stores are still "
                        + "running, or it is slow to close. It stays open until they end, since closing it beneath them would crash "
                        + "the server; its files stay locked meanwhile. Look for threads that do not return from a store's method "
                        + "or from the function given to withNative. (" + closer.getName() + ": " + stack + ")");
    }

    private static String describe(StorePlan plan) {
        return "Store '" + plan.name() + "' (" + plan.driver().name() + ")";
    }

    /** What an engine reports is told in one line, with its stack for those who want to see it; a defect shows its stack at once. */
    private static void log(Level level, String message, EngineException failure) {
        boolean defect = failure.getCause() != null && !(failure.getCause() instanceof EngineException);
        if (defect) {
            LOG.log(level, message, failure);
        } else {
            LOG.log(level, message);
            LOG.log(Level.DEBUG, message, failure);
        }
    }
}
