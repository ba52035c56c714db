package dev.kvcdi.internal.config;

import dev.kvcdi.Store;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConfigKey.Scope;
import dev.kvcdi.spi.KVDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Keys such as {@code kv.nats.bucket}, which mean the default store alone. Where a driver keeps other stores only, whoever sets one
 * meant those, and nothing comes of it.
 */
final class DefaultStoreKeys {

    private DefaultStoreKeys() {}

    /** Remarks those that are set for drivers which keep stores, but not the default one. */
    static void check(Lookup lookup, Collection<StorePlan> plans, Findings findings) {
        var byDriver = new TreeMap<String, List<StorePlan>>();
        plans.forEach(plan -> byDriver.computeIfAbsent(plan.driver().name(), first -> new ArrayList<>())
                .add(plan));
        for (List<StorePlan> kept : byDriver.values()) {
            List<String> stores = kept.stream().map(StorePlan::name).sorted().toList();
            if (!stores.contains(Store.DEFAULT)) {
                KVDriver driver = kept.get(0).driver();
                driver.configKeys().stream()
                        .filter(key -> key.scope() == Scope.STORE)
                        .forEach(key -> check(lookup, driver.name(), key, stores, findings));
            }
        }
    }

    private static void check(Lookup lookup, String driver, ConfigKey key, List<String> stores, Findings findings) {
        for (String name :
                key.secret() ? List.of(key.name(), key.name() + KeyNames.FILE_SUFFIX) : List.of(key.name())) {
            String property = CoreKeys.ofDriver(driver, name);
            KnownKeys.find(lookup, property).ifPresent(value -> {
                String instead = CoreKeys.ofStore(stores.get(0), driver, name);
                findings.remark(
                        CoreMessage.DEFAULT_STORE_KEY,
                        property,
                        value.source(),
                        driver,
                        String.join(", ", stores),
                        instead,
                        KeyNames.environment(instead));
            });
        }
    }
}
