package dev.kvcdi.cdi;

import dev.kvcdi.Codec;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The application's own beans: those that concern us, which are stores that ours give way to and codecs, and a class of any. */
final class OwnBeans {

    private final Set<TypeKey> unnamed = new HashSet<>();
    private final Map<String, Set<TypeKey>> named = new HashMap<>();
    private final Map<TypeKey, Set<Bean<?>>> codecs = new LinkedHashMap<>();
    private @Nullable Class<?> holder;
    private boolean holderSeesUs;

    /**
     * Looks at a bean of the application.
     *
     * @param bean any bean but ours
     */
    void add(Bean<?> bean) {
        for (Type type : bean.getTypes()) {
            TypeKey.of(type).ifPresent(key -> add(bean, key));
        }
    }

    /**
     * Looks at a class that is a bean, and remembers one: rather one of what is being deployed, since libraries of servers have beans
     * too, and no interceptor of the container.
     *
     * @param bean the class's bean
     */
    void addClass(Bean<?> bean) {
        if (holderSeesUs || bean instanceof Interceptor || bean instanceof Decorator) {
            return;
        }
        Class<?> type = bean.getBeanClass();
        holderSeesUs = seesUs(type);
        if (holder == null || holderSeesUs) {
            holder = type;
        }
    }

    /** Tells a class of what is being deployed: servers' libraries do not see this one, and other WARs of an EAR may have another copy. */
    private static boolean seesUs(Class<?> type) {
        try {
            return Class.forName(KVExtension.class.getName(), false, type.getClassLoader()) == KVExtension.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private void add(Bean<?> bean, TypeKey key) {
        if (key.raw() == Codec.class && key.arguments().size() == 1) {
            if (isDefault(bean)) {
                codecs.computeIfAbsent(key.arguments().get(0), value -> new LinkedHashSet<>())
                        .add(bean);
            }
        } else if (key.raw() == KVStore.class || key.raw() == TypedKVStore.class) {
            if (isDefault(bean)) {
                unnamed.add(key);
            }
            for (Annotation qualifier : bean.getQualifiers()) {
                if (qualifier instanceof Store store) {
                    named.computeIfAbsent(store.value(), name -> new HashSet<>())
                            .add(key);
                }
            }
        }
    }

    private static boolean isDefault(Bean<?> bean) {
        return bean.getQualifiers().stream().anyMatch(Default.class::isInstance);
    }

    /** Tells whether a bean of the application is injected where no store is named. */
    boolean claimsUnnamed(TypeKey type) {
        return unnamed.contains(type);
    }

    /** Tells whether a bean of the application is injected where this store is named. */
    boolean claims(String store, TypeKey type) {
        return named.getOrDefault(store, Set.of()).contains(type);
    }

    /** Returns the class of a bean, if there is any. */
    Optional<Class<?>> holder() {
        return Optional.ofNullable(holder);
    }

    /** Returns the application's codecs, by the type of their values. */
    Map<TypeKey, Set<Bean<?>>> codecs() {
        return codecs;
    }
}
