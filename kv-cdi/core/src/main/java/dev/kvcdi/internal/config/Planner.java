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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans how stores are opened: driver, settings, place. */
final class Planner {

    private final Reading reading;
    private final Findings findings;
    private final Map<Placeless, List<String>> placeless = new LinkedHashMap<>();

    /** Why a driver has no place for some stores, mostly the same for all. */
    private record Placeless(KVDriver driver, String reason) {}

    /** The driver of a store, and the key that chose it with what was found there. */
    private record Choice(
            KVDriver driver, String property, @Nullable String shown) {}

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
        placeless.forEach((why, stores) -> findings.add(placeless(why, stores)));
    }

    private Problem placeless(Placeless why, List<String> stores) {
        String driver = why.driver().name();
        var found = new FoundKeys(reading.lookup());
        stores.forEach(store -> found.add(store, why.driver(), key -> true));
        String quoted = stores.stream().map(store -> "'" + store + "'").collect(Collectors.joining(", "));
        return found.in(Problem.of(CoreMessage.PLACE_UNKNOWN, driver, quoted, why.reason()))
                .action("Correct the driver's configuration keys " + KeyNames.all(CoreKeys.ofDriver(driver, ""))
                        + ", or those of one store, " + KeyNames.all(CoreKeys.ofStore(stores.get(0), driver, "")));
    }

    private void plan(String name, Demand demand, Map<String, StorePlan> plans) {
        if (!StoreNames.isLegal(name)) {
            findings.add(misnamed(name, demand));
            return;
        }
        Optional<Choice> chosen = choice(name);
        if (chosen.isEmpty()) {
            return;
        }
        KVDriver driver = chosen.get().driver();
        checkCapabilities(name, chosen.get(), demand);
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
                                new Placeless(driver, String.valueOf(e.getMessage())), key -> new ArrayList<>())
                        .add(name);
            }
            return;
        }
        var plan = new StorePlan(driver, connection, config, place, demand.requires());
        checkPlace(plan, plans);
        plans.put(name, plan);
    }

    private Problem misnamed(String name, Demand demand) {
        Problem problem = Problem.of(CoreMessage.STORE_MISNAMED, name, at(demand));
        String list = CoreKeys.property(CoreKeys.STORES);
        return (demand.places().contains(list) ? problem.at(list, shown(list)) : problem).action(StoreNames.RULE);
    }

    private @Nullable String shown(String property) {
        return reading.lookup().find(property).map(ValueReader::shown).orElse(null);
    }

    private Optional<Choice> choice(String store) {
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
                            .at(property, shown(property))
                            .action("Choose one that is present ("
                                    + reading.drivers().names() + "), or add the driver's jar to the"
                                    + " application"));
                }
                return driver.map(chosen -> new Choice(chosen, property, shown(property)));
            }
        }
        return implicitDriver()
                .map(only -> new Choice(
                        only,
                        CoreKeys.storeDriver(store),
                        "not set; '" + only.name() + "' is the only one that need not be chosen"));
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
                reading.values()
                        .read(key, CoreKeys.properties(store, driver.name(), key))
                        .ifPresent(value -> values.put(key.name(), value));
            }
        }
        return Settings.of(values);
    }

    private void checkCapabilities(String store, Choice choice, Demand demand) {
        KVDriver driver = choice.driver();
        var missing = new TreeSet<Capability>(demand.requires());
        missing.removeAll(driver.capabilities());
        if (!missing.isEmpty()) {
            List<String> fit = reading.drivers().all().stream()
                    .filter(other -> other.capabilities().containsAll(demand.requires()))
                    .map(KVDriver::name)
                    .toList();
            findings.add(Problem.of(CoreMessage.CAPABILITY_IMPOSSIBLE, store, missing, at(demand), driver.name())
                    .at(choice.property(), choice.shown())
                    .action((fit.isEmpty()
                                    ? "No driver that is present has it: add one that does"
                                    : "Choose a driver that has it: " + String.join(", ", fit) + alone(store, choice))
                            + ", or do not require it at @Store(requires = …)"));
        }
    }

    /** How to choose for this store, where the choice is that of all stores. */
    private static String alone(String store, Choice choice) {
        String own = CoreKeys.storeDriver(store);
        return choice.property().equals(own)
                ? ""
                : " (for this store alone by " + own + ", " + KeyNames.environment(own) + ")";
    }

    private void checkPlace(StorePlan plan, Map<String, StorePlan> plans) {
        for (StorePlan other : plans.values()) {
            if (other.driver() != plan.driver()) {
                continue;
            }
            if (other.place().equals(plan.place())) {
                findings.add(onePlace(
                        other,
                        plan,
                        plan.place(),
                        key -> key.scope() == Scope.STORE,
                        "use one store with prefixed(…)"));
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
                                key -> differs(key, other, plan),
                                "give both the same settings of the driver")));
            }
        }
    }

    private static boolean differs(ConfigKey key, StorePlan one, StorePlan other) {
        return key.scope() == Scope.CONNECTION
                && !one.connection()
                        .settings()
                        .find(key.name(), Object.class)
                        .equals(other.connection().settings().find(key.name(), Object.class));
    }

    private Problem onePlace(
            StorePlan one, StorePlan other, String place, Predicate<ConfigKey> concerned, String alternative) {
        String driver = other.driver().name();
        var found = new FoundKeys(reading.lookup());
        found.add(one.name(), one.driver(), concerned);
        found.add(other.name(), other.driver(), concerned);
        return found.in(Problem.of(CoreMessage.ONE_PLACE, one.name(), other.name(), driver, place))
                .action("Give one of them a place of its own, by a key "
                        + KeyNames.all(CoreKeys.ofStore(other.name(), driver, "")) + " or "
                        + KeyNames.all(CoreKeys.ofStore(one.name(), driver, "")) + ", or " + alternative);
    }

    private static String at(Demand demand) {
        return demand.places().isEmpty() ? "" : " (at " + String.join("; ", demand.places()) + ")";
    }
}
