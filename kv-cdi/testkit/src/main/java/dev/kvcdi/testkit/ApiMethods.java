package dev.kvcdi.testkit;

import dev.kvcdi.Batch;
import dev.kvcdi.Codec;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every method of the API by reflection, so that one which is added later cannot be forgotten by the tests that use this. */
final class ApiMethods {

    /** Methods that give another view, or tell what is known anyway: they work on a closed store too. */
    static final Set<String> WITHOUT_ENGINE =
            Set.of("name", "driver", "bytes", "json", "as", "prefixed", "capabilities");

    private static final Map<Class<?>, Object> ARGUMENTS = Map.ofEntries(
            Map.entry(String.class, "key"),
            // The values of a text view.
            Map.entry(Object.class, "value"),
            Map.entry(Duration.class, Duration.ofHours(1)),
            Map.entry(Version.class, Version.of("version")),
            Map.entry(PutOptions.class, PutOptions.always()),
            Map.entry(UnaryOperator.class, (UnaryOperator<Optional<String>>) value -> Optional.of("value")),
            Map.entry(Collection.class, List.of("key")),
            Map.entry(Map.class, Map.of("key", "value")),
            Map.entry(Consumer.class, (Consumer<Object>) ApiMethods::consume),
            Map.entry(Function.class, (Function<Object, Object>) any -> "used"),
            Map.entry(int.class, 10),
            Map.entry(Class.class, String.class),
            Map.entry(
                    Codec.class,
                    Codec.<String>of(
                            value -> value.getBytes(StandardCharsets.UTF_8),
                            bytes -> new String(bytes, StandardCharsets.UTF_8))));

    private ApiMethods() {}

    /** The methods of a text view, in a fixed order, without the one that takes another store, which {@link CopyContract} tests. */
    static List<Method> ofStore() {
        return of(KVStore.class).stream()
                .filter(method -> !method.getName().equals("copyTo"))
                .toList();
    }

    /** The methods of an interface of the API, in a fixed order, without those that only differ in the types they return. */
    static List<Method> of(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .sorted(Comparator.comparing(ApiMethods::titleOf))
                .toList();
    }

    /** What a report shows. */
    static String titleOf(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    /** Legal arguments for a method of a text view. */
    static @Nullable Object[] argumentsOf(Method method) {
        @Nullable Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (mayBeNull(method, i)) {
                continue;
            }
            Object argument = ARGUMENTS.get(type);
            if (argument == null) {
                throw new AssertionError(
                        "The test kit knows no argument of " + type + " for " + method + ": teach it one");
            }
            arguments[i] = argument;
        }
        return arguments;
    }

    /** What a listener, or the steps of a batch, do. */
    private static void consume(Object any) {
        if (any instanceof Batch<?> batch) {
            batch.delete("key");
        }
    }

    /** Whether null is a legal argument; only a page's cursor may be null. */
    static boolean mayBeNull(Method method, int parameter) {
        return method.getParameterTypes()[parameter] == String.class
                && method.getName().equals("page")
                && parameter == 2;
    }

    /** Calls a method, and reads a stream that it returns to its end. */
    static @Nullable Object call(Object target, Method method, @Nullable Object... arguments) throws Throwable {
        try {
            method.setAccessible(true);
            Object result = method.invoke(target, arguments);
            return result instanceof Stream<?> stream ? stream.toList() : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
