package dev.kvcdi.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.WatchFacet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not declared is refused, though the engine under it could. */
class CapabilityLayerTest {

    private final MemoryHarness harness = new MemoryHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void facet_thatIsNotDeclared_isAbsent() {
        Backend layer = layer(EnumSet.noneOf(Capability.class));
        assertThat(layer.facet(AtomicFacet.class)).isEmpty();
        assertThat(layer.facet(WatchFacet.class)).isEmpty();
        assertThat(layer.facet(BatchFacet.class)).isPresent();
    }

    @Test
    void apply_withAConditionThatIsNotDeclared_isRefusedWhole() {
        AtomicFacet atomic = layer(EnumSet.of(Capability.ATOMIC_BATCHES))
                .facet(AtomicFacet.class)
                .orElseThrow();
        DeleteRequest plain = DeleteRequest.of(Key.of("a").orElseThrow(), Condition.none());
        DeleteRequest conditional = DeleteRequest.of(Key.of("b").orElseThrow(), Condition.version(Version.of("1")));
        assertThat(atomic.apply(List.of(plain))).isTrue();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> atomic.apply(List.of(plain, conditional)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.UNSUPPORTED));
    }

    private Backend layer(Set<Capability> declared) {
        return new CapabilityLayer(new FilterBackend(harness.backend("things")) {
            @Override
            public Set<Capability> capabilities() {
                return declared;
            }
        });
    }
}
