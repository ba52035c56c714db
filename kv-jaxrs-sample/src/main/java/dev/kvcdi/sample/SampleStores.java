package dev.kvcdi.sample;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** All stores of the sample, for what is about every one of them. */
@ApplicationScoped
public class SampleStores {

    @Inject
    @Store("persons")
    KVStore persons;

    @Inject
    @Store("users")
    KVStore users;

    @Inject
    KVStore texts;

    /**
     * A store and the resource that shows its entries.
     *
     * @param store the store
     * @param usedBy the path of the resource
     */
    public record Used(KVStore store, String usedBy) {}

    /**
     * Returns the stores.
     *
     * @return each store with its use
     */
    public List<Used> all() {
        return List.of(new Used(persons, "/person"), new Used(users, "/user"), new Used(texts, "/kv"));
    }

    /**
     * Finds a store.
     *
     * @param name the store's name
     * @return the store, empty when there is none of that name
     */
    public Optional<KVStore> named(String name) {
        return all().stream()
                .map(Used::store)
                .filter(store -> store.name().equals(name))
                .findFirst();
    }
}
