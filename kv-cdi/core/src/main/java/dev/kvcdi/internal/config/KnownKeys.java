package dev.kvcdi.internal.config;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.config.Lookup.Value;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All keys that mean something to the drivers and stores at hand, to find those that do not. */
final class KnownKeys {

    /** What container platforms set for a service named kv, for every program on the machine. */
    private static final Pattern SERVICE_LINK = Pattern.compile("KV_(SERVICE_(HOST|PORT).*|PORT|PORT_\\d+_.*)");

    private static final Pattern STORE_KEY = Pattern.compile("kv\\.store\\.([^.]+)\\.(.+)");
    private static final Pattern DRIVER_KEY = Pattern.compile("kv\\.([^.]+)\\..+");
    private static final String ENVIRONMENT_PREFIX = "KV_";

    private final Collection<KVDriver> drivers;
    private final Set<String> stores;
    private final boolean anyStore;
    private final Set<String> known = new TreeSet<>();

    KnownKeys(Collection<KVDriver> drivers, Set<String> stores, boolean anyStore) {
        this.drivers = drivers;
        this.stores = new TreeSet<>(stores);
        this.anyStore = anyStore;
        CoreKeys.all().stream()
                .filter(key -> key != CoreKeys.STORE_DRIVER)
                .map(CoreKeys::property)
                .forEach(known::add);
        for (KVDriver driver : drivers) {
            for (ConfigKey key : driver.configKeys()) {
                add(key, CoreKeys.ofDriver(driver.name(), key.name()));
            }
        }
        this.stores.forEach(store -> known.addAll(ofStore(store)));
    }

    private void add(ConfigKey key, String property) {
        known.add(property);
        if (key.secret()) {
            known.add(property + KeyNames.FILE_SUFFIX);
        }
    }

    private Set<String> ofStore(String store) {
        var keys = new HashSet<String>();
        keys.add(CoreKeys.storeDriver(store));
        for (KVDriver driver : drivers) {
            for (ConfigKey key : driver.configKeys()) {
                String property = CoreKeys.ofStore(store, driver.name(), key.name());
                keys.add(property);
                if (key.secret()) {
                    keys.add(property + KeyNames.FILE_SUFFIX);
                }
            }
        }
        return keys;
    }

    /** Reports unknown keys, and known ones that no environment variable can tell apart. */
    void check(Lookup lookup, Drivers present, Findings findings) {
        checkEnvironmentNames(lookup, findings);
        var variables = new HashSet<String>();
        known.forEach(key -> variables.add(KeyNames.environment(key)));
        var reported = new HashSet<String>();
        for (String name : new TreeSet<>(lookup.names())) {
            boolean variable = name.startsWith(ENVIRONMENT_PREFIX);
            if (!(variable || name.startsWith(CoreKeys.PREFIX)) || isKnown(name)) {
                continue;
            }
            Optional<Value> value = find(lookup, name);
            if (value.isPresent() && value.get().own() && !variable) {
                findings.add(unknown(name, value.get(), present));
            } else if (value.isPresent() && !value.get().own()) {
                String normalized = KeyNames.environment(name);
                boolean meant = !variables.contains(normalized)
                        && !SERVICE_LINK.matcher(normalized).matches();
                if (meant && reported.add(normalized)) {
                    findings.remark(
                            CoreMessage.UNKNOWN_VARIABLE, name, value.get().source(), nearest(name, variable));
                }
            }
        }
    }

    private void checkEnvironmentNames(Lookup lookup, Findings findings) {
        var keys = new HashMap<String, String>();
        for (String key : known) {
            String other = keys.putIfAbsent(KeyNames.environment(key), key);
            if (other != null) {
                findings.add(Problem.of(CoreMessage.ONE_VARIABLE, other, key)
                        .at(other, source(lookup, other))
                        .at(key, source(lookup, key))
                        .action("Rename a store, or the driver's key"));
            }
        }
    }

    /** Without the value, which may be a secret. */
    private static @Nullable String source(Lookup lookup, String key) {
        return find(lookup, key).map(value -> "from " + value.source()).orElse(null);
    }

    private boolean isKnown(String name) {
        if (known.contains(name)) {
            return true;
        }
        Matcher store = STORE_KEY.matcher(name);
        return anyStore
                && store.matches()
                && StoreNames.isLegal(store.group(1))
                && ofStore(store.group(1)).contains(name);
    }

    private Problem unknown(String name, Value value, Drivers present) {
        Matcher store = STORE_KEY.matcher(name);
        Matcher driver = DRIVER_KEY.matcher(name);
        String explanation = "";
        if (store.matches()) {
            if (!stores.contains(store.group(1)) && !anyStore) {
                explanation = ": nothing uses a store named '" + store.group(1) + "'"
                        + (stores.isEmpty() ? "" : ", but " + String.join(", ", stores));
            }
        } else if (driver.matches() && present.named(driver.group(1)).isEmpty()) {
            explanation = ": no driver named '" + driver.group(1) + "' is in the application, but " + present.names();
        }
        return Problem.of(CoreMessage.UNKNOWN_KEY, name, explanation)
                .at(name, "from " + value.source())
                .action("Correct or remove it." + nearest(name, false));
    }

    private String nearest(String name, boolean variable) {
        List<String> candidates =
                variable ? known.stream().map(KeyNames::environment).toList() : List.copyOf(known);
        return KeyNames.nearest(name, candidates)
                .map(key -> " The nearest known one is " + key)
                .orElse("");
    }

    static Optional<Value> find(Lookup lookup, String name) {
        try {
            return lookup.find(name);
        } catch (RuntimeException e) {
            // An expression without a value in a key that nobody reads: known keys report it themselves.
            return Optional.empty();
        }
    }
}
