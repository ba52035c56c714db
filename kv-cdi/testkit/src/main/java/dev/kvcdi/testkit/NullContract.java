package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.NULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kvcdi.Batch;
import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVStore;
import dev.kvcdi.TypedKVStore;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null, wherever it can be given. */
abstract class NullContract extends Contract {

    static Stream<Named<Method>> storeMethods() {
        return ApiMethods.ofStore().stream()
                .filter(method -> method.getParameterCount() > 0)
                .map(NullContract::named);
    }

    static Stream<Named<Method>> batchMethods() {
        return ApiMethods.of(Batch.class).stream().map(NullContract::named);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storeMethods")
    @Proves(NULLS)
    void storeMethod_nullForEachArgument_isRefused(Method method) {
        store.set("key", "kept");
        for (KVStore view : List.of(store, store.prefixed("k"))) {
            refusesNulls(view, method);
        }
        if (method.getDeclaringClass() == TypedKVStore.class) {
            refusesNulls(store.bytes(), method);
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batchMethods")
    @Needs(Capability.ATOMIC_BATCHES)
    @Proves(NULLS)
    void batchMethod_nullForEachArgument_isRefused(Method method) {
        store.set("key", "kept");
        for (int i = 0; i < method.getParameterCount(); i++) {
            @Nullable Object[] arguments = method.getName().equals("in") ? new Object[1] : ApiMethods.argumentsOf(method);
            arguments[i] = null;
            assertThatNullPointerException()
                    .as("%s with null as argument %d", ApiMethods.titleOf(method), i)
                    .isThrownBy(() -> store.atomically(batch -> callUnchecked(batch, method, arguments)));
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.keys("")).containsExactly("key");
    }

    @Test
    @Proves(NULLS)
    void batches_nullAmongTheElements_areRefusedAndDoNothing() {
        store.set("a", "kept");
        List<String> keys = Arrays.asList("a", null);
        Map<String, String> nullKey = new LinkedHashMap<>();
        nullKey.put("a", "lost");
        nullKey.put(null, "lost");
        Map<String, String> nullValue = new LinkedHashMap<>();
        nullValue.put("a", "lost");
        nullValue.put("b", null);
        assertThatNullPointerException().isThrownBy(() -> store.getAll(keys));
        assertThatNullPointerException().isThrownBy(() -> store.deleteAll(keys));
        assertThatNullPointerException().isThrownBy(() -> store.getAll(Collections.singletonList(null)));
        assertThatNullPointerException().isThrownBy(() -> store.setAll(nullKey));
        assertThatNullPointerException().isThrownBy(() -> store.setAll(nullValue));
        assertThat(store.get("a")).contains("kept");
        assertThat(store.keys("")).containsExactly("a");
    }

    @Test
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves(NULLS)
    void compute_functionThatReturnsNull_isRefusedAndDoesNothing() {
        store.set("key", "kept");
        assertThatNullPointerException().isThrownBy(() -> store.compute("key", value -> null));
        assertThat(store.get("key")).contains("kept");
    }

    @Test
    @Proves(ContractLine.VALUE_TEXT)
    void codec_thatReturnsNull_isACodecFailure() {
        TypedKVStore<String> nulls = store.as(Codec.of(value -> null, bytes -> null));
        store.set("key", "kept");
        Assertions.assertThatThrownBy(() -> nulls.set("key", "lost")).isInstanceOf(KVCodecException.class);
        Assertions.assertThatThrownBy(() -> nulls.get("key")).isInstanceOf(KVCodecException.class);
        assertThat(store.get("key")).contains("kept");
    }

    private static void refusesNulls(Object target, Method method) {
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (method.getParameterTypes()[i].isPrimitive() || ApiMethods.mayBeNull(method, i)) {
                continue;
            }
            @Nullable Object[] arguments = ApiMethods.argumentsOf(method);
            arguments[i] = null;
            assertThatNullPointerException()
                    .as("%s with null as argument %d", ApiMethods.titleOf(method), i)
                    .isThrownBy(() -> ApiMethods.call(target, method, arguments));
        }
    }

    private static void callUnchecked(Batch<String> batch, Method method, @Nullable Object[] arguments) {
        try {
            ApiMethods.call(batch, method, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static Named<Method> named(Method method) {
        return Named.of(ApiMethods.titleOf(method), method);
    }
}
