package dev.kvcdi.internal.config;

import dev.kvcdi.KVConfigurationException;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.KVDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The configuration of one application's stores, read and checked as a whole. Safe for use by several threads. */
public final class Configuration {

    private final Reading reading;
    private final Findings findings;
    private final boolean anyStore;
    private final Map<String, StorePlan> plans;

    private Configuration(Reading reading, Findings findings, boolean anyStore, Map<String, StorePlan> plans) {
        this.reading = reading;
        this.findings = findings;
        this.anyStore = anyStore;
        this.plans = plans;
    }

    /**
     * What to read, and for whom.
     *
     * @param lookup where values are looked up
     * @param drivers drivers that need not be looked for
     * @param loader the application's class loader, where drivers are looked for
     * @param demands the stores that the application wants, by name
     * @param anyStore whether stores beyond those may be wanted later
     * @param application gives the application's name where none is configured
     * @param dataFolder the default root of embedded engines
     */
    public record Request(
            Lookup lookup,
            List<KVDriver> drivers,
            ClassLoader loader,
            Map<String, Demand> demands,
            boolean anyStore,
            Supplier<String> application,
            Path dataFolder) {}

    /**
     * Reads the configuration.
     *
     * @param request what to read
     * @return the configuration, with all that is wrong with it
     */
    public static Configuration read(Request request) {
        var findings = new Findings();
        var drivers = Drivers.find(request.drivers(), request.loader(), findings);
        var reading = Reading.of(request, drivers, findings);
        Map<String, Demand> wanted = reading.wanted(request.demands());
        var plans = new LinkedHashMap<String, StorePlan>();
        new Planner(reading, findings).plan(wanted, plans);
        new KnownKeys(drivers.all(), wanted.keySet(), request.anyStore()).check(request.lookup(), drivers, findings);
        if (!request.anyStore()) {
            DefaultStoreKeys.check(request.lookup(), plans.values(), findings);
        }
        return new Configuration(reading, findings, request.anyStore(), plans);
    }

    /**
     * Returns what is wrong.
     *
     * @return the descriptions of the problems; empty when there are none
     */
    public List<String> problems() {
        return findings.problems();
    }

    /**
     * Returns what is remarkable, for the log.
     *
     * @return warnings, without secrets
     */
    public List<Remark> remarks() {
        return findings.remarks();
    }

    /**
     * Fails if anything is wrong.
     *
     * @throws KVConfigurationException with all problems, if there are any
     */
    public void check() {
        findings.throwIfAny();
    }

    /**
     * Returns how long an operation may take.
     *
     * @return the timeout
     */
    public Duration timeout() {
        return reading.timeout();
    }

    /**
     * Tells whether operations are observed, where the server can.
     *
     * @return whether they are
     */
    public boolean telemetry() {
        return reading.telemetry();
    }

    /**
     * Returns the names of the stores that the application wants.
     *
     * @return the names, those with problems left out
     */
    public synchronized Set<String> stores() {
        return Set.copyOf(plans.keySet());
    }

    /**
     * Returns how a store is opened.
     *
     * @param name the store's name
     * @return the plan
     * @throws KVConfigurationException if the store's name or configuration is wrong
     * @throws IllegalArgumentException if nobody may want such a store
     */
    public synchronized StorePlan plan(String name) {
        if (!plans.containsKey(name)) {
            if (!anyStore) {
                throw new IllegalArgumentException("There is no store '" + name + "'");
            }
            var late = new Findings();
            // Among copies of the others, so that a store that is refused is not there the next time.
            var withIt = new LinkedHashMap<>(plans);
            new Planner(reading.reportingTo(late), late).plan(Map.of(name, Demand.plain()), withIt);
            late.throwIfAny();
            plans.putAll(withIt);
        }
        return Objects.requireNonNull(plans.get(name));
    }
}
