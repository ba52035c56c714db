package dev.kvcdi.internal.config;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConfigKey.Scope;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans how stores are opened: driver, settings, place. */
final class Planner {

    private final Reading reading;
    private final Findings findings;
    private final Map<Placeless, List<String>> placeless = new LinkedHashMap<>();

    /** Why a driver has no place for some stores, mostly the same for all. */
    private record Placeless(String driver, String reason) {}

    Planner(Reading reading, Findings findings) {
        this.reading = reading;
        this.findings = findings;
    }

    /**
     * Plans stores.
     *
     * @param wanted what is wanted of each store, by its name
     * @param plans the plans of other stores, to which those without problems are added
     */
    void plan(Map<String, Demand> wanted, Map<String, StorePlan> plans) {
        wanted.forEach((name, demand) -> plan(name, demand, plans));
        placeless.forEach((why, stores) -> findings.add(
                Problem.of(CoreMessage.PLACE_UNKNOWN, why.driver(), String.join(", ", stores), why.reason())
                        .action("Correct the driver's configuration keys " + CoreKeys.ofDriver(why.driver(), "…"))));
    }

    private void plan(String name, Demand demand, Map<String, StorePlan> plans) {
        if (!StoreNames.isLegal(name)) {
            findings.add(
                    Problem.of(CoreMessage.STORE_MISNAMED, name, at(demand)).action(StoreNames.RULE));
            return;
        }
        Optional<KVDriver> chosen = driver(name);
        if (chosen.isEmpty()) {
            return;
        }
        KVDriver driver = chosen.get();
        checkCapabilities(name, driver, demand);
        int before = findings.reports();
        var connection = ConnectionConfig.of(
                reading.application(), reading.dataFolder(), settings(name, driver, Scope.CONNECTION));
        var config = StoreConfig.of(name, reading.maxValueBytes(), settings(name, driver, Scope.STORE));
        boolean someWrong = findings.reports() > before;
        String place;
        try {
            place = driver.place(connection, config);
        } catch (RuntimeException e) {
            // A value that is missing because it is wrong is complained of already.
            if (!someWrong || !(e instanceof NoSuchElementException)) {
                placeless
                        .computeIfAbsent(
                                new Placeless(driver.name(), String.valueOf(e.getMessage())), key -> new ArrayList<>())
                        .add("'" + name + "'");
            }
            return;
        }
        var plan = new StorePlan(driver, connection, config, place, demand.requires());
        checkPlace(plan, plans);
        plans.put(name, plan);
    }

    private Optional<KVDriver> driver(String store) {
        var key = ConfigKey.store("driver", ConfigKey.Type.TEXT, "");
        for (String property : List.of(CoreKeys.storeDriver(store), CoreKeys.property(CoreKeys.DRIVER))) {
            Optional<String> name = reading.values()
                    .read(key, List.of(property))
                    .map(String.class::cast)
                    .map(String::trim);
            if (name.isPresent()) {
                Optional<KVDriver> driver = reading.drivers().named(name.get());
                if (driver.isEmpty()) {
                    findings.add(Problem.of(CoreMessage.DRIVER_ABSENT, name.get())
                            .at(
                                    property,
                                    reading.lookup()
                                            .find(property)
                                            .map(ValueReader::shown)
                                            .orElse(null))
                            .action("Choose one that is present ("
                                    + reading.drivers().names() + "), or add the driver's jar to the"
                                    + " application"));
                }
                return driver;
            }
        }
        return implicitDriver();
    }

    private Optional<KVDriver> implicitDriver() {
        List<KVDriver> present = reading.drivers().implicit();
        if (present.size() == 1) {
            return Optional.of(present.get(0));
        }
        String property = CoreKeys.property(CoreKeys.DRIVER);
        if (present.size() > 1) {
            findings.add(Problem.of(
                            CoreMessage.DRIVER_NOT_CHOSEN,
                            String.join(
                                    ", ", present.stream().map(KVDriver::name).toList()))
                    .at(property, null)
                    .action("Choose one of them, or keep only one driver's jar in the application"));
        } else if (!reading.drivers().someRefused()) {
            findings.add(Problem.of(CoreMessage.NO_DRIVER)
                    .at(property, null)
                    .action(
                            "Add a driver's jar to the application, such as dev.kvcdi:kv-cdi-rocksdb, or choose 'memory' if all entries may be"
                                    + " lost when the application stops"));
        }
        return Optional.empty();
    }

    private Settings settings(String store, KVDriver driver, Scope scope) {
        var values = new TreeMap<String, Object>();
        for (ConfigKey key : driver.configKeys()) {
            if (key.scope() == scope) {
                var properties = new ArrayList<String>();
                properties.add(CoreKeys.ofStore(store, driver.name(), key.name()));
                if (scope == Scope.CONNECTION || CoreKeys.isDefault(store)) {
                    properties.add(CoreKeys.ofDriver(driver.name(), key.name()));
                }
                reading.values().read(key, properties).ifPresent(value -> values.put(key.name(), value));
            }
        }
        return Settings.of(values);
    }

    private void checkCapabilities(String store, KVDriver driver, Demand demand) {
        var missing = new TreeSet<Capability>(demand.requires());
        missing.removeAll(driver.capabilities());
        if (!missing.isEmpty()) {
            List<String> fit = reading.drivers().all().stream()
                    .filter(other -> other.capabilities().containsAll(demand.requires()))
                    .map(KVDriver::name)
                    .toList();
            findings.add(Problem.of(CoreMessage.CAPABILITY_IMPOSSIBLE, store, missing, at(demand), driver.name())
                    .at(CoreKeys.storeDriver(store), "'" + driver.name() + "', chosen for this store")
                    .action((fit.isEmpty()
                                    ? "No driver that is present has it: add one that does"
                                    : "Choose a driver that has it: " + String.join(", ", fit))
                            + ", or do not require it at @Store(requires = …)"));
        }
    }

    private void checkPlace(StorePlan plan, Map<String, StorePlan> plans) {
        for (StorePlan other : plans.values()) {
            if (other.driver() != plan.driver()) {
                continue;
            }
            if (other.place().equals(plan.place())) {
                findings.add(onePlace(other, plan, plan.place(), "use one store with prefixed(…)"));
            } else if (!other.connection().equals(plan.connection())) {
                plan.driver()
                        .exclusive(plan.connection())
                        .filter(only -> plan.driver()
                                .exclusive(other.connection())
                                .filter(only::equals)
                                .isPresent())
                        .ifPresent(only -> findings.add(onePlace(
                                other,
                                plan,
                                only + ", with different settings",
                                "give both the same settings of the driver")));
            }
        }
    }

    private static Problem onePlace(StorePlan one, StorePlan other, String place, String alternative) {
        String driver = other.driver().name();
        return Problem.of(CoreMessage.ONE_PLACE, one.name(), other.name(), driver, place)
                .action("Give one of them a place of its own, by a key " + CoreKeys.ofStore(other.name(), driver, "…")
                        + " or " + CoreKeys.ofStore(one.name(), driver, "…") + ", or " + alternative);
    }

    private static String at(Demand demand) {
        return demand.places().isEmpty() ? "" : " (at " + String.join("; ", demand.places()) + ")";
    }
}
