package dev.kvcdi.cdi;

import dev.kvcdi.KVStore;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bean that we add.
 *
 * @param store the store's name
 * @param types the bean's types
 * @param value the type of the values of a typed view; null for the store itself, of texts
 * @param unnamed whether it is injected where no store is named
 */
record StoreBean(String store, Set<Type> types, @Nullable Type value, boolean unnamed) {

    /**
     * The same for every start of the application, since sessions may be kept with references to the bean, and not the same for two
     * modules of an EAR that bring this library each.
     */
    String id(String application) {
        String part = value != null ? value.getTypeName() : types.contains(KVStore.class) ? "" : "texts";
        return "dev.kvcdi:" + application + ":" + store + ":" + part;
    }
}
