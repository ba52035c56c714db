package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.CAPABILITIES;
import static dev.kvcdi.testkit.ContractLine.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store says it can do, and what it refuses. */
abstract class CapabilityContract extends Contract {

    /** No engine has it. */
    private static final class NoEnginesType {}

    @ParameterizedTest
    @EnumSource
    @Proves(CAPABILITIES)
    void capability_declaredOrNot_worksOrIsRefused(Capability capability) {
        if (store.capabilities().contains(capability)) {
            works(capability);
        } else {
            Refusals.check(capability, place);
        }
    }

    @Test
    @Proves(CAPABILITIES)
    void capabilities_ofEveryView_areTheSameAndUnmodifiable() {
        Set<Capability> capabilities = store.capabilities();
        assertThat(store.prefixed("a").capabilities()).isEqualTo(capabilities);
        assertThat(second.capabilities()).isEqualTo(capabilities);
        assertThatThrownBy(() -> capabilities.add(Capability.ORDERED))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(capabilities::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Proves(CAPABILITIES)
    void capabilities_ofTheStore_areAmongTheDrivers() {
        assertThat(harness().driver().capabilities()).containsAll(store.capabilities());
    }

    @Test
    @Proves(CAPABILITIES)
    void operationsOfEveryStore_anyCapabilities_work() {
        store.set("key", "value");
        store.set("key", "value", Duration.ofHours(1));
        assertThat(store.put("key", "value", PutOptions.always())).isPresent();
        assertThat(store.put("key", "value", PutOptions.ttl(Duration.ofHours(1))))
                .isPresent();
        assertThat(store.entry("key").orElseThrow().version().text()).isNotEmpty();
        store.setAll(Map.of("a", "1"));
        assertThat(store.getAll(List.of("a"))).hasSize(1);
        store.deleteAll(List.of("a"));
        assertThat(store.keys("")).containsExactly("key");
        assertThat(pages(store, "", 1)).hasSize(1);
        store.delete("key");
        assertThat(store.exists("key")).isFalse();
    }

    @Test
    @Proves(NATIVE)
    void withNative_unknownType_isRefusedByName() {
        assertThatThrownBy(() -> store.withNative(NoEnginesType.class, any -> "used"))
                .isInstanceOf(KVUnsupportedException.class)
                .hasMessageContaining(NoEnginesType.class.getName());
    }

    @Test
    @Proves(NATIVE)
    void withNative_declaredTypes_lendsTheObject() {
        for (Class<?> type : harness().nativeTypes()) {
            assertThat(store.<Object, Boolean>withNative(objectsOf(type), type::isInstance))
                    .as(type.getName())
                    .isTrue();
            IllegalStateException failure = new IllegalStateException("from the function");
            assertThatThrownBy(() -> store.withNative(type, object -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }
    }

    private void works(Capability capability) {
        switch (capability) {
            case CONDITIONAL_WRITES -> {
                assertThat(store.put("key", "1", PutOptions.ifAbsent())).isPresent();
                assertThat(store.put("key", "2", PutOptions.ifAbsent())).isEmpty();
            }
            case ATOMIC_BATCHES -> {
                assertThat(store.atomically(batch -> batch.set("a", "1").set("b", "2")))
                        .isTrue();
                assertThat(store.keys("")).containsExactlyInAnyOrder("a", "b");
            }
            case WATCH -> {
                Recorder<String> recorder = new Recorder<>();
                try (Watch watch = store.watch("", recorder)) {
                    assertThat(watch).isNotNull();
                    store.set("key", "1");
                    Eventually.holds(
                            "the changes",
                            () -> assertThat(recorder.changes())
                                    .hasOnlyElementsOfType(Change.Put.class)
                                    .hasSize(1));
                }
            }
            case ORDERED -> {
                store.setAll(Map.of("b", "2", "c", "3", "a", "1"));
                assertThat(store.keys("")).containsExactly("a", "b", "c");
            }
            case PERSISTENT -> {
                Place own = open();
                own.store().set("key", "1");
                own.reopen();
                assertThat(own.store().get("key")).contains("1");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> objectsOf(Class<?> type) {
        return (Class<Object>) type;
    }
}
