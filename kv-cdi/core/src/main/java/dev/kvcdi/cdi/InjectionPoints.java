package dev.kvcdi.cdi;

import dev.kvcdi.Capability;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.config.Problem;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the injection points that want stores, and those that ask for them wrongly. */
final class InjectionPoints {

    private final List<Want> wants = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private @Nullable Class<?> holder;

    /**
     * Looks at an injection point of the application.
     *
     * @param point any injection point
     */
    void add(InjectionPoint point) {
        Type type = lazily(point.getType());
        Class<?> raw = raw(type);
        if (raw == null) {
            return;
        }
        if (raw != KVStore.class && raw != TypedKVStore.class) {
            // Another copy's types too: each WAR of an EAR may have its own, whose own extension then serves it.
            return;
        }
        Optional<Want.Target> target = target(point.getQualifiers());
        if (target.isEmpty()) {
            return;
        }
        Optional<TypeKey> key = type instanceof WildcardType ? Optional.empty() : TypeKey.of(type);
        if (key.isEmpty() || (raw == TypedKVStore.class && key.get().arguments().isEmpty())) {
            problems.add(inexact(point));
            return;
        }
        wants.add(new Want(target.get(), type, key.get(), requires(point), place(point)));
        if (holder == null) {
            holder = point.getMember().getDeclaringClass();
        }
    }

    /** What is wanted, where it is wanted later or by hand. */
    private static Type lazily(Type type) {
        if (type instanceof ParameterizedType parameterized
                && (parameterized.getRawType() == Instance.class || parameterized.getRawType() == Provider.class)) {
            return parameterized.getActualTypeArguments()[0];
        }
        return type;
    }

    private static @Nullable Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return type instanceof TypeVariable<?> variable ? raw(variable.getBounds()[0]) : null;
    }

    /** Empty where another qualifier makes it the application's own affair. */
    private static Optional<Want.Target> target(Set<Annotation> qualifiers) {
        boolean any = false;
        boolean unnamed = qualifiers.isEmpty();
        String name = null;
        for (Annotation qualifier : qualifiers) {
            if (qualifier instanceof Store store) {
                name = store.value();
            } else if (qualifier instanceof Default) {
                unnamed = true;
            } else if (qualifier instanceof Any) {
                any = true;
            } else {
                return Optional.empty();
            }
        }
        if (name != null) {
            return Optional.of(new Want.Target.Named(name));
        }
        return unnamed || !any ? Optional.of(new Want.Target.Unnamed()) : Optional.of(new Want.Target.Every());
    }

    private static Set<Capability> requires(InjectionPoint point) {
        return point.getQualifiers().stream()
                .filter(Store.class::isInstance)
                .map(Store.class::cast)
                .findFirst()
                .map(store -> Set.of(store.requires()))
                .orElse(Set.of());
    }

    private static String inexact(InjectionPoint point) {
        return Problem.of(
                        CoreMessage.TYPE_INEXACT, place(point), point.getType().getTypeName())
                .action("Name the exact type, such as TypedKVStore<Person>, or inject KVStore and use json(…) or as(…)")
                .describe();
    }

    static String place(InjectionPoint point) {
        Member member = point.getMember();
        String type = member.getDeclaringClass().getName();
        String place = member instanceof Constructor<?> ? type + "(…)" : type + "." + member.getName();
        return point.getAnnotated() instanceof AnnotatedParameter<?> parameter
                ? place + ", parameter " + (parameter.getPosition() + 1)
                : place;
    }

    List<Want> wants() {
        return List.copyOf(wants);
    }

    /** Returns a class of the application that wants a store, if any does. */
    Optional<Class<?>> holder() {
        return Optional.ofNullable(holder);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
