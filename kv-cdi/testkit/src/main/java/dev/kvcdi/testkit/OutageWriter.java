package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Entry;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of a key, which counts up in it and remembers what it was told: the last acknowledged number, and those whose outcome is
 * unknown. With conditions, of which none may be lost without such an outcome before it, an acknowledged write rules out all earlier
 * ones; without, a write that was held up on its way may still arrive later.
 */
final class OutageWriter implements Callable<Boolean> {

    private final KVStore store;
    private final String key;
    private final boolean conditional;
    private final Set<Integer> unknown = new HashSet<>();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private @Nullable Version version;
    private int number;
    private int acknowledged;
    private volatile boolean stopped;

    OutageWriter(KVStore store, String key, boolean conditional) {
        this.store = store;
        this.key = key;
        this.conditional = conditional;
    }

    @Override
    public Boolean call() {
        while (!stopped) {
            number++;
            try {
                if (write()) {
                    acknowledged = number;
                    acknowledgements.incrementAndGet();
                }
            } catch (KVOutcomeUnknownException e) {
                unknown.add(number);
                failures.incrementAndGet();
                readVersion();
            } catch (KVUnavailableException | KVTimeoutException e) {
                failures.incrementAndGet();
            }
        }
        return true;
    }

    private boolean write() {
        String value = Integer.toString(number);
        if (!conditional) {
            store.set(key, value);
            return true;
        }
        PutOptions options = version == null ? PutOptions.ifAbsent() : PutOptions.ifVersion(version);
        Optional<Version> written = store.put(key, value, options);
        if (written.isPresent()) {
            version = written.get();
            unknown.clear();
            return true;
        }
        assertThat(unknown)
                .as("writes that may have come between, of the only writer of %s", key)
                .isNotEmpty();
        readVersion();
        return false;
    }

    /** Reads where a write of unknown outcome left the entry, as long as that takes. */
    private void readVersion() {
        while (conditional && !stopped) {
            try {
                version = store.entry(key).map(Entry::version).orElse(null);
                return;
            } catch (KVUnavailableException | KVTimeoutException e) {
                failures.incrementAndGet();
            }
        }
    }

    void awaitAcknowledged() {
        int before = acknowledgements.get();
        Eventually.holds(
                "acknowledged writes", () -> assertThat(acknowledgements.get()).isGreaterThan(before + 5));
    }

    void awaitFailure() {
        int before = failures.get();
        Eventually.holds("failed writes", () -> assertThat(failures.get()).isGreaterThan(before));
    }

    void stop() {
        stopped = true;
    }

    /** Checks that what is there is what was acknowledged last, or a write of unknown outcome. */
    void check() {
        Optional<Integer> now = store.get(key).map(Integer::parseInt);
        assertThat(now).as("the value of %s", key).isPresent();
        Set<Integer> possible = new HashSet<>(unknown);
        possible.add(acknowledged);
        assertThat(possible).as("what was told of %s", key).contains(now.orElseThrow());
    }
}
