package dev.kvcdi.internal.view;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Entry;
import dev.kvcdi.KVContentionException;
import dev.kvcdi.Version;
import dev.kvcdi.internal.TimeLeft;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One {@code compute}: reads, calls the function, writes on condition that nothing changed, and begins again when something did, with
 * growing random pauses, until the operation timeout.
 *
 * @param <V> the values' type
 */
final class Computation<V> {

    private static final String OPERATION = "compute";
    private static final long FIRST_PAUSE_NANOS = 20_000;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    private final StoreParts store;
    private final Backend backend;
    private final Coding<V> coding;
    private final String viewKey;
    private final Key key;
    private final UnaryOperator<Optional<V>> next;

    /** When the engine's operations have to be over, all together, in {@link System#nanoTime} terms. */
    private long deadline;

    Computation(StoreParts store, Coding<V> coding, String viewKey, Key key, UnaryOperator<Optional<V>> next) {
        this.store = store;
        this.backend = store.backend();
        this.coding = coding;
        this.viewKey = viewKey;
        this.key = key;
        this.next = next;
    }

    Optional<Entry<V>> run() {
        checkCapability();
        long start = System.nanoTime();
        long timeout = store.context().timeout().toNanos();
        deadline = start + timeout;
        for (long pause = FIRST_PAUSE_NANOS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
            long begin = System.nanoTime();
            long before = deadline;
            Outcome<V> outcome = attempt();
            if (outcome != null) {
                return outcome.entry();
            }
            long now = System.nanoTime();
            // What the engine took, as another attempt probably would, which must not be cut off while it writes; a
            // single slow one is no
            // reason to give up early.
            long took = Math.min(now - begin - (deadline - before), timeout / 4);
            if (now - start >= timeout || deadline - now <= pause + took) {
                throw new KVContentionException(
                        store.failures().context(OPERATION, key.text()),
                        "others kept changing the entry for "
                                + store.context().timeout().toMillis()
                                + " ms; nothing was written. Try again later, or spread the load over more keys.",
                        null);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause));
        }
    }

    /**
     * How a computation ended.
     *
     * @param <V> the value's type
     * @param entry the entry then, empty when the key is absent
     */
    private record Outcome<V>(Optional<Entry<V>> entry) {}

    private void checkCapability() {
        boolean able;
        try {
            able = backend.capabilities().contains(Capability.CONDITIONAL_WRITES);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(OPERATION, key.text(), e);
        }
        if (!able) {
            throw store.failures().unsupported(OPERATION, key.text(), Capability.CONDITIONAL_WRITES);
        }
    }

    /** One attempt; null when it lost against another writer. */
    private @Nullable Outcome<V> attempt() {
        StoredEntry current = read();
        Optional<V> wanted = next(decoded(current));
        if (wanted.isEmpty()) {
            return current == null || delete(current) ? new Outcome<>(Optional.empty()) : null;
        }
        V value = wanted.get();
        byte[] bytes = coding.encode(OPERATION, key.text(), value);
        if (current != null && Arrays.equals(bytes, current.value())) {
            return entry(value, current.version(), current.expiryMillis());
        }
        long expiryMillis = current == null ? StoredEntry.NEVER : current.expiryMillis();
        Condition condition = current == null ? Condition.absent() : Condition.version(current.version());
        Optional<Version> version = put(PutRequest.of(key, bytes, expiryMillis, condition));
        return version.isPresent() ? entry(value, version.get(), expiryMillis) : null;
    }

    /** Calls the function. A slow one is not the engine's fault, which still gets the time that it had left. */
    private Optional<V> next(Optional<V> current) {
        long begin = System.nanoTime();
        Optional<V> wanted = Objects.requireNonNull(next.apply(current), "next must return an Optional, not null");
        deadline += System.nanoTime() - begin;
        return wanted;
    }

    private Outcome<V> entry(V value, Version version, long expiryMillis) {
        return new Outcome<>(Optional.of(Entry.of(viewKey, value, version, Coding.expiry(expiryMillis))));
    }

    /** What the function is called with: made of a copy, since it may change what it gets, and the bytes are compared afterwards. */
    private Optional<V> decoded(@Nullable StoredEntry current) {
        return current == null
                ? Optional.empty()
                : Optional.of(
                        coding.decode(OPERATION, key.text(), current.value().clone()));
    }

    private @Nullable StoredEntry read() {
        try {
            return TimeLeft.until(deadline, () -> backend.get(GetRequest.of(key)))
                    .orElse(null);
        } catch (RuntimeException e) {
            throw store.failures().ofRead(OPERATION, key.text(), e);
        }
    }

    private Optional<Version> put(PutRequest request) {
        try {
            return TimeLeft.until(deadline, () -> backend.put(request));
        } catch (RuntimeException e) {
            throw store.failures().ofWrite(OPERATION, key.text(), e);
        }
    }

    private boolean delete(StoredEntry current) {
        try {
            DeleteRequest request = DeleteRequest.of(key, Condition.version(current.version()));
            return TimeLeft.until(deadline, () -> backend.delete(request));
        } catch (RuntimeException e) {
            throw store.failures().ofWrite(OPERATION, key.text(), e);
        }
    }
}
