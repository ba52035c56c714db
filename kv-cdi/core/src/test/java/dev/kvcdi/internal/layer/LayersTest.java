package dev.kvcdi.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.WatchFacet;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No operation slips past a layer. */
class LayersTest {

    private static final List<Class<?>> FACETS =
            List.of(BatchFacet.class, AtomicFacet.class, WatchFacet.class, NativeFacet.class);

    private final MemoryHarness harness = new MemoryHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {Backend.class, BatchFacet.class, AtomicFacet.class, WatchFacet.class, NativeFacet.class})
    void spi_hasNoDefaultMethods(Class<?> type) {
        assertThat(type.getMethods()).noneMatch(Method::isDefault);
    }

    @ParameterizedTest
    @ValueSource(classes = {LoggingLayer.class, LimitLayer.class, CapabilityLayer.class, BatchLayer.class})
    void layer_writesOutEveryMethod(Class<?> layer) throws Exception {
        assertThat(layer.getSuperclass()).isEqualTo(Object.class);
        for (Method method : Backend.class.getMethods()) {
            assertThat(layer.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                    .isNotNull();
        }
    }

    @Test
    void facet_thatTheEngineHas_comesThroughEveryLayer() {
        for (Backend layer : layers()) {
            for (Class<?> facet : FACETS) {
                assertThat(layer.facet(facet)).as("%s of %s", facet, layer).isPresent();
            }
        }
    }

    @Test
    void facet_thatNoLayerKnows_comesThroughNone() {
        for (Backend layer : layers()) {
            assertThat(layer.facet(Backend.class)).isEmpty();
            assertThat(layer.facet(Object.class)).isEmpty();
        }
    }

    @Test
    void facetsOfTheSpi_areThoseThatTheLayersKnow() {
        List<Class<?>> inDocumentation = FACETS;
        assertThat(harness.backend("things").getClass().getInterfaces())
                .contains(inDocumentation.toArray(Class<?>[]::new))
                .allMatch(type -> Modifier.isInterface(type.getModifiers()));
        assertThat(Arrays.asList(harness.backend("things").getClass().getInterfaces()))
                .hasSize(FACETS.size() + 1);
    }

    private List<Backend> layers() {
        Backend memory = harness.backend("things");
        StoreContext context = harness.storeContext();
        return List.of(
                new BatchLayer(context, memory),
                new CapabilityLayer(memory),
                new LimitLayer(context, memory),
                new LoggingLayer(context, memory),
                Layers.around(context, memory, UnaryOperator.identity()));
    }
}
