package dev.kvcdi.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A type without wildcards and variables, comparable whoever made the {@link Type}: containers bring their own implementations of it.
 *
 * @param raw the class
 * @param arguments its type arguments, none for a plain class
 */
record TypeKey(Class<?> raw, List<TypeKey> arguments) {

    TypeKey {
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns the key of a type.
     *
     * @param type any type
     * @return its key, empty when there are wildcards or type variables in it
     */
    static Optional<TypeKey> of(Type type) {
        if (type instanceof Class<?> plain) {
            return Optional.of(new TypeKey(plain, List.of()));
        }
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType())
                    .map(component -> new TypeKey(component.raw().arrayType(), component.arguments()));
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            List<Optional<TypeKey>> arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .map(TypeKey::of)
                    .toList();
            return arguments.stream().allMatch(Optional::isPresent)
                    ? Optional.of(new TypeKey(
                            raw, arguments.stream().flatMap(Optional::stream).toList()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? raw.getTypeName()
                : raw.getTypeName()
                        + arguments.stream().map(TypeKey::toString).collect(Collectors.joining(",", "<", ">"));
    }
}
