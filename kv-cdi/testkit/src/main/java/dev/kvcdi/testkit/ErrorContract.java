package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.ERRORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.Entry;
import dev.kvcdi.KVAccessDeniedException;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVCodecException;
import dev.kvcdi.KVCorruptionException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStorageException;
import dev.kvcdi.KVStorageFullException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVThrottledException;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What failures tell, and what they keep to themselves. */
abstract class ErrorContract extends Contract {

    /** A key that must turn up in no message. */
    private static final String CANARY_KEY = "canary-key-7d1f";

    /** A value that must turn up in no message. */
    private static final String CANARY_VALUE = "canary-value-93ab";

    @Test
    @Proves(ERRORS)
    void illegalKey_everyOperation_tellsWhereAndNotWhat() {
        String key = CANARY_KEY + "x".repeat(Key.MAX_BYTES);
        for (Operation operation : Operation.onKeys()) {
            if (operation.allowedOn(store)) {
                KVException failure = told(
                        KVInvalidKeyException.class,
                        operation.title(),
                        store,
                        operation.name(),
                        () -> operation.call().on(store, key));
                if (!operation.severalKeys()) {
                    assertThat(failure.key()).as(operation.title()).contains(key);
                }
            }
        }
        for (Operation operation : Operation.onPrefixes()) {
            if (operation.allowedOn(store)) {
                told(
                        KVInvalidKeyException.class,
                        operation.title(),
                        store,
                        operation.name(),
                        () -> operation.call().on(store, key));
            }
        }
    }

    @Test
    @Proves(ERRORS)
    void illegalKey_ofAPrefixedView_isTheWholeKey() {
        KVStore view = second.prefixed(CANARY_KEY + "/");
        String key = "k".repeat(Key.MAX_BYTES);
        KVException failure = told(KVInvalidKeyException.class, "get", second, "get", () -> view.get(key));
        assertThat(failure.key()).contains(CANARY_KEY + "/" + key);
    }

    @Test
    @Proves(ERRORS)
    void tooLargeValue_everyWrite_tellsWhereAndNotWhat() {
        String value = CANARY_VALUE + "x".repeat(harness().largestValue());
        assertThat(told(KVLimitException.class, "set", store, "set", () -> store.set(CANARY_KEY, value))
                        .key())
                .contains(CANARY_KEY);
        told(
                KVLimitException.class,
                "set with ttl",
                store,
                "set",
                () -> store.set(CANARY_KEY, value, Duration.ofHours(1)));
        told(KVLimitException.class, "put", store, "put", () -> store.put(CANARY_KEY, value, PutOptions.always()));
        told(KVLimitException.class, "setAll", store, "setAll", () -> store.setAll(Map.of(CANARY_KEY, value)));
        if (store.capabilities().contains(Capability.CONDITIONAL_WRITES)) {
            told(
                    KVLimitException.class,
                    "compute",
                    store,
                    "compute",
                    () -> store.compute(CANARY_KEY, old -> Optional.of(value)));
        }
        if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
            told(
                    KVLimitException.class,
                    "atomically",
                    store,
                    "atomically",
                    () -> store.atomically(batch -> batch.set(CANARY_KEY, value)));
        }
    }

    @Test
    @Proves(ERRORS)
    void undecodableValue_everyRead_tellsWhereAndNotWhat() {
        byte[] poison = utf8(CANARY_VALUE + " ");
        poison[poison.length - 1] = (byte) 0xff;
        store.bytes().set(CANARY_KEY, poison);
        TypedKVStore<ViewContract.Person> people = store.json(ViewContract.Person.class);
        for (TypedKVStore<?> view : List.of(store, people)) {
            assertThat(told(KVCodecException.class, "get", store, "get", () -> view.get(CANARY_KEY))
                            .key())
                    .contains(CANARY_KEY);
            told(KVCodecException.class, "entry", store, "entry", () -> view.entry(CANARY_KEY));
            told(KVCodecException.class, "getAll", store, "getAll", () -> view.getAll(List.of(CANARY_KEY)));
            told(
                    KVCodecException.class,
                    "entries",
                    store,
                    "entries",
                    () -> view.entries("").forEach(entry -> {}));
            told(KVCodecException.class, "page", store, "page", () -> view.page("", 10, null));
            if (store.capabilities().contains(Capability.CONDITIONAL_WRITES)) {
                told(KVCodecException.class, "compute", store, "compute", () -> view.compute(CANARY_KEY, old -> old));
            }
        }
        TypedKVStore<String> failing = store.as(Codec.of(
                value -> {
                    throw new IllegalStateException("a codec's failure");
                },
                bytes -> ""));
        told(KVCodecException.class, "set", store, "set", () -> failing.set(CANARY_KEY, CANARY_VALUE));
    }

    @Test
    @Proves(ERRORS)
    void closedStore_everyOperation_tellsWhere() {
        Place own = open();
        KVStore closed = own.store();
        List<Operation> operations = Operation.of(closed);
        own.stop();
        for (Operation operation : operations) {
            KVException failure = told(
                    KVClosedException.class,
                    operation.title(),
                    closed,
                    operation.name(),
                    () -> operation.call().on(closed, CANARY_KEY));
            if (!operation.severalKeys()) {
                assertThat(failure.key()).as(operation.title()).contains(CANARY_KEY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({ERRORS, ContractLine.OUTCOME_UNKNOWN})
    void engineFailure_everyOperation_isTheExceptionOfItsKind(EngineException.Kind kind) {
        Probe probe = new Probe();
        KVStore failing = open(Map.of(), probe::around).store();
        boolean unknown = kind == EngineException.Kind.OUTCOME_UNKNOWN;
        probe.fault(new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                boolean write = method.equals("put") || method.equals("delete");
                if (write || !unknown) {
                    throw new EngineException(kind, "on purpose", null);
                }
                return call.get();
            }
        });
        for (Operation operation : Operation.of(failing)) {
            if (unknown && !operation.writes()) {
                continue;
            }
            // What of a batch was applied is told for each key.
            Class<? extends KVException> expected =
                    unknown && operation.severalKeys() ? KVBatchException.class : exceptionOf(kind);
            KVException failure = told(
                    expected,
                    operation.title(),
                    failing,
                    operation.name(),
                    () -> operation.call().on(failing, CANARY_KEY));
            if (!operation.severalKeys()) {
                assertThat(failure.key()).as(operation.title()).contains(CANARY_KEY);
            }
        }
    }

    @Test
    @Proves(ERRORS)
    void otherRefusals_ofArguments_keepQuiet() {
        assertQuiet(() -> store.page("", 0, null), "page of no entries");
        assertQuiet(() -> store.page("", 10, CANARY_VALUE), "page with a forged cursor");
        assertQuiet(() -> store.set(CANARY_KEY, CANARY_VALUE, Duration.ZERO), "set without time to live");
        assertQuiet(() -> store.withNative(CloseContract.class, any -> 0), "withNative of an unknown type");
        if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
            assertQuiet(
                    () -> store.atomically(
                            batch -> batch.set(CANARY_KEY, CANARY_VALUE).delete(CANARY_KEY)),
                    "two steps of a key");
            assertQuiet(
                    () -> store.atomically(batch -> batch.in(second).set(CANARY_KEY, CANARY_VALUE)),
                    "a view of another store");
        }
    }

    @Test
    @Proves(ERRORS)
    void texts_ofValuesOfTheApi_keepQuiet() {
        store.set(CANARY_KEY, CANARY_VALUE);
        Entry<String> entry = store.entry(CANARY_KEY).orElseThrow();
        for (Object shown : List.of(
                entry,
                store.page("", 10, null),
                store,
                store.bytes(),
                store.prefixed(CANARY_KEY),
                Version.of("v"),
                PutOptions.ifAbsent())) {
            assertThat(shown.toString()).doesNotContain(CANARY_KEY).doesNotContain(CANARY_VALUE);
        }
    }

    @Test
    @Proves(ERRORS)
    void failures_serialized_tellTheSame() throws Exception {
        KVException failure = catchThrowableOfType(KVException.class, () -> store.get("\ud800"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            KVException read = (KVException) in.readObject();
            assertThat(read).hasMessage(failure.getMessage()).isInstanceOf(KVInvalidKeyException.class);
            assertThat(read.store()).isEqualTo("default");
            assertThat(read.key()).contains("\ud800");
        }
    }

    private static Class<? extends KVException> exceptionOf(EngineException.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE -> KVUnavailableException.class;
            case TIMEOUT -> KVTimeoutException.class;
            case THROTTLED -> KVThrottledException.class;
            case ACCESS_DENIED -> KVAccessDeniedException.class;
            case LIMIT -> KVLimitException.class;
            case STORAGE -> KVStorageException.class;
            case STORAGE_FULL -> KVStorageFullException.class;
            case CORRUPTION -> KVCorruptionException.class;
            case UNSUPPORTED -> KVUnsupportedException.class;
            case CLOSED -> KVClosedException.class;
            case OUTCOME_UNKNOWN -> KVOutcomeUnknownException.class;
        };
    }

    private KVException told(
            Class<? extends KVException> type, String title, KVStore store, String operation, Runnable call) {
        KVException failure = catchThrowableOfType(type, call::run);
        assertThat(failure).as("the failure of %s", title).isNotNull();
        assertThat(failure.store()).as(title).isEqualTo(store.name());
        assertThat(failure.driver()).as(title).isEqualTo(place.driverName());
        assertThat(failure.operation()).as(title).isEqualTo(operation);
        assertThat(failure.getMessage()).as(title).contains(store.name(), place.driverName(), operation);
        assertSilent(failure, title);
        return failure;
    }

    private static void assertQuiet(Runnable call, String title) {
        Throwable failure = catchThrowable(call::run);
        assertThat(failure).as("the failure of %s", title).isInstanceOf(RuntimeException.class);
        assertSilent(failure, title);
    }

    /** Neither the failure nor any of its causes shows a key or a value, as a log would print them. */
    private static void assertSilent(Throwable failure, String title) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).as(title).doesNotContain(CANARY_KEY).doesNotContain(CANARY_VALUE);
    }
}
