package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kvcdi.Capability;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.Backend;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.proxy.WeldClientProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A batch takes views as applications have them: behind proxies of CDI's, which pass on an interface's methods and nothing else. */
class BatchInTest {

    private static final MemoryHarness HARNESS = new MemoryHarness();
    private static final KVStore PERSONS = HARNESS.store();
    private static final KVStore OTHERS = HARNESS.store(HARNESS.backend("others"));
    private static final WeldContainer CONTAINER =
            new Weld().disableDiscovery().addBeanClass(Beans.class).initialize();

    private final KVStore store = CONTAINER.select(KVStore.class).get();
    private final TypedKVStore<Integer> numbers =
            CONTAINER.select(new TypeLiteral<TypedKVStore<Integer>>() {}).get();
    private final TypedKVStore<Integer> others = CONTAINER
            .select(new TypeLiteral<TypedKVStore<Integer>>() {}, Store.Literal.of("others"))
            .get();

    /** Stands in for the extension. */
    @Dependent
    static class Beans {

        @Produces
        @ApplicationScoped
        KVStore store() {
            return PERSONS;
        }

        @Produces
        @ApplicationScoped
        TypedKVStore<Integer> numbers() {
            return PERSONS.prefixed("n/").json(Integer.class);
        }

        @Produces
        @ApplicationScoped
        @Store("others")
        TypedKVStore<Integer> others() {
            return OTHERS.json(Integer.class);
        }
    }

    @AfterAll
    static void close() {
        CONTAINER.shutdown();
        HARNESS.close();
    }

    @AfterEach
    void empty() {
        PERSONS.deleteAll(PERSONS.keys("").toList());
        OTHERS.deleteAll(OTHERS.keys("").toList());
    }

    @Test
    void in_aViewBehindAClientProxy() {
        assertThat(numbers).isInstanceOf(WeldClientProxy.class);
        assertThat(store.atomically(batch -> batch.set("a", "text").in(numbers).set("b", 7)))
                .isTrue();
        assertThat(PERSONS.get("a")).contains("text");
        assertThat(PERSONS.get("n/b")).contains("7");
    }

    @Test
    void in_aViewOfAnotherStoreBehindAClientProxy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.atomically(
                        batch -> batch.set("a", "text").in(others).set("b", 7)))
                .withMessageContaining("'things'");
        assertThat(PERSONS.keys("")).isEmpty();
        assertThat(OTHERS.keys("")).isEmpty();
    }

    @Test
    void in_aViewOfAStoreThatLacksAtomicBatches() {
        Backend lacking = new FilterBackend(HARNESS.backend("lacking")) {
            @Override
            public Set<Capability> capabilities() {
                return Set.of();
            }
        };
        KVStore proxied = proxy(HARNESS.store(lacking));
        assertThatIllegalArgumentException().isThrownBy(() -> store.atomically(batch -> batch.in(proxied)));
    }

    @Test
    void in_aViewBehindAnotherProxy() {
        KVStore proxied = proxy(store.prefixed("p/"));
        assertThat(proxied.atomically(
                        batch -> batch.set("a", "1").in(proxy(store)).delete("b")))
                .isTrue();
        assertThat(PERSONS.get("p/a")).contains("1");
    }

    @Test
    void in_aStrangersImplementation() {
        KVStore stranger = (KVStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KVStore.class}, (self, method, arguments) -> false);
        assertThatIllegalArgumentException().isThrownBy(() -> store.atomically(batch -> batch.in(stranger)));
    }

    private static KVStore proxy(KVStore behind) {
        return (KVStore) Proxy.newProxyInstance(
                BatchInTest.class.getClassLoader(), new Class<?>[] {KVStore.class}, (self, method, arguments) -> {
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
