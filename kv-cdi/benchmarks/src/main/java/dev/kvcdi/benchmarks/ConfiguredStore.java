package dev.kvcdi.benchmarks;

import dev.kvcdi.KVStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The store as an application gets it: the client proxy of the bean that the extension makes, from configuration, in a CDI container. */
final class ConfiguredStore implements AutoCloseable {

    private final WeldContainer container;
    private final KVStore store;

    /** Opens it with properties of MicroProfile Config, beside those that say that there is one store, and with more beans. */
    ConfiguredStore(Map<String, String> properties, Class<?>... beans) {
        // The configuration of the container is read from system properties, as MicroProfile Config does everywhere.
        System.setProperty("kv.application", "benchmark");
        System.setProperty("kv.stores", "default");
        properties.forEach(System::setProperty);
        container = new Weld()
                .addBeanClass(ConfiguredStore.class)
                .addBeanClasses(beans)
                .initialize();
        store = container.select(KVStore.class).get();
    }

    KVStore store() {
        return store;
    }

    /** Writes all entries, so many at once. */
    void load(Workload workload, int batchSize) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, String> batch = new LinkedHashMap<>();
        for (int i = 0; i < workload.size(); i++) {
            batch.put(workload.key(i), workload.randomValue(random));
            if (batch.size() == batchSize || i == workload.size() - 1) {
                store.setAll(batch);
                batch.clear();
            }
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
