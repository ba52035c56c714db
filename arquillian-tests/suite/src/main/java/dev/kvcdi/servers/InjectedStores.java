package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.servers.inside.Note;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an application does with injected stores, inside the server; the same for every driver. */
abstract class InjectedStores {

    @Inject
    private KVStore store;

    @Inject
    @Store("default")
    private KVStore storeByName;

    @Inject
    private Provider<KVStore> provider;

    @Inject
    private Instance<KVStore> instance;

    @Inject
    @Any
    private Instance<KVStore> any;

    @Inject
    @Store("notes")
    private KVStore texts;

    @Inject
    @Store("notes")
    private TypedKVStore<Note> notes;

    @Inject
    @Store("notes")
    private TypedKVStore<byte[]> bytes;

    @Inject
    @Store(
            value = "demanding",
            requires = {Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES, Capability.WATCH})
    private KVStore demanding;

    static WebArchive complete(WebArchive archive) {
        return Archives.withAssertions(archive).addClasses(InjectedStores.class, Note.class);
    }

    @Test
    void default_written_isReadByAnyWayToIt() {
        store.set("key", "value");

        assertThat(storeByName.get("key")).contains("value");
        assertThat(provider.get().get("key")).contains("value");
        assertThat(instance.get().get("key")).contains("value");
        assertThat(any.select(Store.Literal.of("default")).get().get("key")).contains("value");
        assertThat(store.name()).isEqualTo("default");
    }

    @Test
    void named_written_isApartFromOthers() {
        texts.set("apart", "value");

        assertThat(store.exists("apart")).isFalse();
        assertThat(demanding.exists("apart")).isFalse();
        assertThat(any.select(Store.Literal.of("notes")).get().get("apart")).contains("value");
        assertThat(texts.name()).isEqualTo("notes");
    }

    @Test
    void typed_written_isTheSameEntryAsText() {
        notes.set("typed", new Note("hello", 3));

        assertThat(notes.get("typed")).contains(new Note("hello", 3));
        assertThat(texts.get("typed"))
                .hasValueSatisfying(json -> assertThat(json).contains("\"hello\""));
        assertThat(bytes.get("typed")).isPresent();
    }

    @Test
    void requires_present_work() {
        assertThat(demanding.capabilities())
                .contains(Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES, Capability.WATCH);
        assertThat(demanding.put("once", "first", PutOptions.ifAbsent())).isPresent();
        assertThat(demanding.put("once", "second", PutOptions.ifAbsent())).isEmpty();
    }

    @Test
    void expiry_set_isKept() {
        texts.set("brief", "value", Duration.ofHours(1));

        assertThat(texts.entry("brief"))
                .hasValueSatisfying(entry -> assertThat(entry.expiry()).isPresent());
    }

    @Test
    void unlisted_lookedUp_isNoBean() {
        assertThat(any.select(Store.Literal.of("unheard-of")).isResolvable()).isFalse();
    }
}
