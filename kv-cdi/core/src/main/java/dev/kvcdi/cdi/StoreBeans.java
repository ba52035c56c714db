package dev.kvcdi.cdi;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.cdi.Want.Target;
import dev.kvcdi.internal.config.Demand;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which stores the injection points want, and which beans give them. */
final class StoreBeans {

    private static final Type TEXTS = new TypeLiteral<TypedKVStore<String>>() {}.getType();
    private static final TypeKey STORE_KEY = new TypeKey(KVStore.class, List.of());
    private static final TypeKey TEXTS_KEY =
            new TypeKey(TypedKVStore.class, List.of(new TypeKey(String.class, List.of())));

    private final OwnBeans own;
    private final Map<String, Demand> demands = new LinkedHashMap<>();
    private final Map<String, Map<TypeKey, Type>> typed = new LinkedHashMap<>();
    private final Map<TypeKey, Type> typedOfEvery = new LinkedHashMap<>();

    StoreBeans(Collection<Want> wants, OwnBeans own) {
        this.own = own;
        wants.forEach(this::add);
    }

    private void add(Want want) {
        if (want.target() instanceof Target.Every) {
            remember(typedOfEvery, want);
        } else if (want.target() instanceof Target.Named named) {
            if (!own.claims(named.name(), want.key())) {
                add(named.name(), want);
            }
        } else if (!own.claimsUnnamed(want.key())) {
            add(Store.DEFAULT, want);
        }
    }

    private void add(String store, Want want) {
        demands.merge(store, new Demand(want.requires(), List.of(want.place())), Demand::and);
        remember(typed.computeIfAbsent(store, name -> new LinkedHashMap<>()), want);
    }

    private static void remember(Map<TypeKey, Type> types, Want want) {
        if (!want.key().equals(STORE_KEY) && !want.key().equals(TEXTS_KEY)) {
            types.put(want.key(), want.type());
        }
    }

    /** Returns what the injection points want of each store that they name. */
    Map<String, Demand> demands() {
        return demands;
    }

    /**
     * Returns the beans.
     *
     * @param stores the stores that there are: those that injection points name and those that the configuration lists
     * @return for each store one bean for itself, or two where the application has one of its types, and one for each type of values that
     *     is injected
     */
    List<StoreBean> beans(Collection<String> stores) {
        var beans = new ArrayList<StoreBean>();
        for (String store : stores) {
            boolean isDefault = store.equals(Store.DEFAULT);
            beans.addAll(ofTexts(store, isDefault));
            var views = new LinkedHashMap<TypeKey, Type>(typedOfEvery);
            views.putAll(typed.getOrDefault(store, Map.of()));
            views.forEach((key, type) -> {
                if (!own.claims(store, key)) {
                    boolean unnamed = isDefault && !own.claimsUnnamed(key);
                    beans.add(new StoreBean(store, Set.of(Object.class, type), argument(type), unnamed));
                }
            });
        }
        return beans;
    }

    /** Returns the bean of a store, or two where only one of its types is injected without a name. */
    private List<StoreBean> ofTexts(String store, boolean isDefault) {
        var unnamed = new LinkedHashSet<Type>();
        var named = new LinkedHashSet<Type>();
        Map.of(STORE_KEY, KVStore.class, TEXTS_KEY, TEXTS).forEach((key, type) -> {
            if (!own.claims(store, key)) {
                (isDefault && !own.claimsUnnamed(key) ? unnamed : named).add(type);
            }
        });
        var beans = new ArrayList<StoreBean>();
        for (Set<Type> types : List.of(unnamed, named)) {
            if (!types.isEmpty()) {
                types.add(Object.class);
                beans.add(new StoreBean(store, types, null, types == unnamed));
            }
        }
        return beans;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
}
