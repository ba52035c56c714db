package dev.kvcdi.testkit;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.se.KVRuntime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Lincheck looks for runs of the in-memory driver that no order of their operations explains. It needs an agent, so it runs in a plain
 * JVM only; {@link HistoryContract} is what every driver passes everywhere.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:3")
public class MemoryLincheckTest {

    private static final KVRuntime RUNTIME =
            KVRuntime.builder().property("kv.driver", "memory").start();

    /** Each run has keys of its own. */
    private static final AtomicLong NEXT = new AtomicLong();

    private final KVStore store = RUNTIME.store("default").prefixed(NEXT.incrementAndGet() + "/");

    @Operation
    public String get(@Param(name = "key") int key) {
        return store.get("k" + key).orElse("");
    }

    @Operation
    public void set(@Param(name = "key") int key, @Param(name = "value") int value) {
        store.set("k" + key, "v" + value);
    }

    @Operation
    public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
        return store.put("k" + key, "v" + value, PutOptions.ifAbsent()).isPresent();
    }

    @Operation
    public void delete(@Param(name = "key") int key) {
        store.delete("k" + key);
    }

    @Operation
    public String append(@Param(name = "key") int key) {
        return store.compute("k" + key, value -> Optional.of(value.orElse("") + "+"))
                .map(Entry::value)
                .orElse("");
    }

    @Operation
    public boolean swapAtomically() {
        return store.atomically(
                batch -> batch.put("k1", "a", PutOptions.ifPresent()).put("k2", "b", PutOptions.ifAbsent()));
    }

    @AfterAll
    static void close() {
        RUNTIME.close();
    }

    @Test
    void operations_racing_haveAnOrder() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(getClass());
    }
}
