package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each way in which an application may ask for a store. */
class InjectionTest {

    /** A value. */
    public record Person(String name, int age) {}

    @Dependent
    static class Fields {
        @Inject
        KVStore unnamed;

        @Inject
        @Store
        KVStore byDefaultName;

        @Inject
        @Store("persons")
        KVStore persons;

        @Inject
        @Store("persons")
        TypedKVStore<Person> people;

        @Inject
        @Store("persons")
        TypedKVStore<String> texts;

        @Inject
        @Store("persons")
        TypedKVStore<byte[]> bytes;

        @Inject
        @Store("persons")
        TypedKVStore<List<Person>> lists;
    }

    @Test
    void field_eachKind_isInjected() {
        try (var deployment = Deployment.withMemory().deploy(Fields.class)) {
            Fields fields = deployment.bean(Fields.class);

            fields.unnamed.set("key", "value");
            assertThat(fields.byDefaultName.get("key")).contains("value");
            assertThat(fields.byDefaultName.name()).isEqualTo("default");
            assertThat(fields.persons.get("key")).isEmpty();

            fields.people.set("1", new Person("Ada", 36));
            assertThat(fields.persons.get("1")).contains("{\"age\":36,\"name\":\"Ada\"}");
            assertThat(fields.texts.get("1")).isEqualTo(fields.persons.get("1"));
            assertThat(fields.bytes.get("1"))
                    .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(23));

            fields.lists.set("all", List.of(new Person("Ada", 36)));
            assertThat(fields.lists.get("all")).contains(List.of(new Person("Ada", 36)));
        }
    }

    @ApplicationScoped
    static class Parameters {
        private KVStore initialized;
        private final KVStore constructed;

        Parameters() {
            this.constructed = null;
        }

        @Inject
        Parameters(@Store("constructed") KVStore store) {
            this.constructed = store;
        }

        @Inject
        void initialize(@Store("initialized") KVStore store) {
            this.initialized = store;
        }

        @Produces
        @Dependent
        StringBuilder produce(@Store("produced") KVStore store) {
            return new StringBuilder(store.name());
        }

        void observe(@Observes String event, @Store("observed") KVStore store) {
            store.set("event", event);
        }

        List<String> names() {
            return List.of(constructed.name(), initialized.name());
        }
    }

    @Test
    void parameter_ofEachKindOfMethod_isInjected() {
        try (var deployment = Deployment.withMemory().deploy(Parameters.class)) {
            assertThat(deployment.bean(Parameters.class).names()).containsExactly("constructed", "initialized");
            assertThat(deployment.bean(StringBuilder.class)).hasToString("produced");

            deployment.container().event().select(String.class).fire("happened");
            assertThat(deployment.store("observed").get("event")).contains("happened");
        }
    }

    @Dependent
    static class Lazy {
        @Inject
        Instance<KVStore> instance;

        @Inject
        @Store("lazy")
        Provider<KVStore> provider;

        @Inject
        @Store("lazy")
        Instance<TypedKVStore<Person>> people;

        @Inject
        @Any
        Instance<KVStore> every;

        @Inject
        @Any
        Instance<TypedKVStore<Integer>> everyNumber;
    }

    @Test
    void lazy_eachKind_isInjected() {
        try (var deployment =
                Deployment.withMemory().and("kv.stores", "listed, also-listed").deploy(Lazy.class)) {
            Lazy lazy = deployment.bean(Lazy.class);

            assertThat(lazy.instance.get().name()).isEqualTo("default");
            assertThat(lazy.provider.get().name()).isEqualTo("lazy");
            lazy.people.get().set("1", new Person("Ada", 36));
            assertThat(lazy.provider.get().exists("1")).isTrue();

            KVStore listed = lazy.every.select(Store.Literal.of("listed")).get();
            assertThat(listed.name()).isEqualTo("listed");
            assertThat(lazy.every.stream().map(KVStore::name))
                    .containsExactlyInAnyOrder("default", "lazy", "listed", "also-listed");
            lazy.everyNumber.select(Store.Literal.of("listed")).get().set("one", 1);
            assertThat(listed.get("one")).contains("1");
        }
    }

    abstract static class Base<T> {
        @Inject
        @Store("inherited")
        KVStore inherited;

        @Inject
        @Store("inherited")
        TypedKVStore<T> typed;
    }

    @Dependent
    static class Derived extends Base<Person> {}

    @Test
    void inherited_withTypeArgument_isInjected() {
        try (var deployment = Deployment.withMemory().deploy(Derived.class)) {
            Derived derived = deployment.bean(Derived.class);

            derived.typed.set("1", new Person("Ada", 36));

            assertThat(derived.inherited.exists("1")).isTrue();
        }
    }

    @Test
    void lookup_ofListedStore_needsNoInjectionPoint() {
        try (var deployment = Deployment.withMemory().and("kv.stores", "listed").deploy(Storeless.class)) {
            assertThat(deployment.store("listed").name()).isEqualTo("listed");
        }
    }

    @Test
    void beans_haveExactlyTheirTypes() {
        try (var deployment = Deployment.withMemory().deploy(Fields.class)) {
            Type texts = new TypeLiteral<TypedKVStore<String>>() {}.getType();
            Type people = new TypeLiteral<TypedKVStore<Person>>() {}.getType();

            assertThat(types(deployment, KVStore.class)).containsExactlyInAnyOrder(Object.class, KVStore.class, texts);
            assertThat(types(deployment, texts)).containsExactlyInAnyOrder(Object.class, KVStore.class, texts);
            assertThat(types(deployment, people)).containsExactlyInAnyOrder(Object.class, people);
        }
    }

    @Dependent
    static class Storeless {}

    @Test
    void deploy_withoutStores_addsNothing() {
        try (var deployment = Deployment.unconfigured().deploy(Storeless.class)) {
            assertThat(deployment
                            .container()
                            .select(KVStore.class, Any.Literal.INSTANCE)
                            .isUnsatisfied())
                    .isTrue();
        }
    }

    private static Set<Type> types(Deployment deployment, Type type) {
        var manager = deployment.container().getBeanManager();
        return manager.resolve(manager.getBeans(type, Store.Literal.of("persons")))
                .getTypes();
    }
}
