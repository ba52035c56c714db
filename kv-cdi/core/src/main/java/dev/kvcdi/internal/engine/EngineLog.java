package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.KVDriver;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an engine's life writes to the log: one line when an outage begins, one when it ends, one for each store that opens. */
final class EngineLog {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");

    private final String driver;
    private final String application;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> failedStores = ConcurrentHashMap.newKeySet();
    private volatile boolean outage;

    EngineLog(String driver, String application) {
        this.driver = driver;
        this.application = application;
    }

    void failed(EngineException failure) {
        log(
                CoreMessage.ENGINE_DOWN,
                !outage,
                failure,
                driver,
                application,
                EngineFailures.sentence(failure),
                failure.kind());
        outage = true;
    }

    void triesAgain(boolean closing) {
        LOG.log(Level.DEBUG, () -> "Driver " + driver + (closing ? ": closing" : ": trying again"));
    }

    void recovered() {
        if (outage) {
            outage = false;
            CoreMessage.ENGINE_BACK.log(LOG, driver, application);
        }
    }

    /** Calls of a connected engine begin to fail for its sake. */
    void silent(EngineException failure) {
        log(
                CoreMessage.ENGINE_SILENT,
                true,
                failure,
                driver,
                application,
                EngineFailures.sentence(failure),
                failure.kind());
    }

    void answers() {
        CoreMessage.ENGINE_ANSWERS.log(LOG, driver, application);
    }

    void storeFailed(StorePlan plan, EngineException failure) {
        log(
                CoreMessage.STORE_DOWN,
                failedStores.add(plan.name()),
                failure,
                plan.name(),
                driver,
                EngineFailures.sentence(failure),
                failure.kind());
    }

    void storeOpened(StorePlan plan, Set<Capability> capabilities) {
        boolean healed = failedStores.remove(plan.name());
        boolean first = opened.add(plan.name());
        if (first || healed) {
            CoreMessage.STORE_OPEN.log(
                    LOG,
                    plan.name(),
                    driver,
                    plan.place(),
                    version(plan.driver()),
                    capabilities.isEmpty() ? "no further capabilities" : new TreeSet<>(capabilities));
        }
        var missing = new TreeSet<>(plan.requires());
        missing.removeAll(capabilities);
        if (!missing.isEmpty()) {
            CoreMessage.CAPABILITY_LACKING.log(LOG, plan.name(), driver, missing);
        }
    }

    void closeFailed(Throwable failure) {
        CoreMessage.CLOSE_FAILED.logThrown(LOG, failure, driver, application, EngineFailures.reason(failure));
    }

    void notCounted(Throwable failure) {
        LOG.log(Level.DEBUG, "Driver " + driver + ": its counters begin anew", failure);
    }

    private static String version(KVDriver driver) {
        String version = driver.getClass().getPackage().getImplementationVersion();
        return version == null ? "a driver whose jar tells no version" : "version " + version + " of the driver";
    }

    /** Calls or tasks did not end in time. */
    void leftOpen(@Nullable Thread closer) {
        if (closer == null) {
            CoreMessage.LEFT_OPEN.log(LOG, driver, application, "no thread", "the system has none");
            return;
        }
        String stack = Arrays.stream(closer.getStackTrace())
                .limit(6)
                .map(String::valueOf)
                .collect(Collectors.joining(" < "));
        CoreMessage.LEFT_OPEN.log(LOG, driver, application, closer.getName(), stack);
    }

    /**
     * What an engine reports is told in one line, with its stack for those who want to see it; a defect shows its stack at once. What
     * was told before is for those only who want to see everything.
     */
    private static void log(
            CoreMessage message, boolean first, EngineException failure, @Nullable Object... arguments) {
        if (first && failure instanceof DriverDefect) {
            message.logThrown(LOG, failure, arguments);
        } else {
            if (first) {
                message.log(LOG, arguments);
            }
            LOG.log(Level.DEBUG, message.with(arguments), failure);
        }
    }
}
