package dev.kvcdi.sample.stores;

import dev.kvcdi.KVStore;
import dev.kvcdi.sample.SampleStores.Used;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a store. Members that only a readiness check knows are left out where the server has none.
 *
 * @param name the store's name
 * @param driver the driver that keeps it
 * @param usedBy the path of the resource that shows its entries
 * @param capabilities what it can do, in lower case
 * @param location where the entries are
 * @param state {@code ready} or why it is not
 * @param latencyMicros how long a read took, in microseconds
 * @param reason why the store is not ready
 */
@JsonbPropertyOrder({"name", "driver", "usedBy", "capabilities", "location", "state", "latencyMicros", "reason"})
public record StoreStatus(
        String name,
        String driver,
        @JsonbProperty("used_by") String usedBy,
        List<String> capabilities,
        @Nullable String location,
        @Nullable String state,
        @JsonbProperty("latency_micros") @Nullable Long latencyMicros,
        @Nullable String reason) {

    /**
     * Puts together what is told of a store.
     *
     * @param used the store
     * @param readiness what the readiness check says, by the store's name, a dot and what it is
     */
    static StoreStatus of(Used used, Map<String, Object> readiness) {
        KVStore store = used.store();
        String of = store.name() + ".";
        return new StoreStatus(
                store.name(),
                store.driver(),
                used.usedBy(),
                store.capabilities().stream()
                        .map(capability ->
                                capability.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .sorted()
                        .toList(),
                text(readiness.get(of + "location")),
                text(readiness.get(of + "state")),
                readiness.get(of + "latency-micros") instanceof Number micros ? micros.longValue() : null,
                text(readiness.get(of + "reason")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
