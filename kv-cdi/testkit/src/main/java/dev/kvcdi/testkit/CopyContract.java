package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.CLOSED;
import static dev.kvcdi.testkit.ContractLine.COPY;
import static dev.kvcdi.testkit.ContractLine.COPY_OTHERS;
import static dev.kvcdi.testkit.ContractLine.COPY_RESUMES;
import static dev.kvcdi.testkit.ContractLine.NULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kvcdi.Capability;
import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.EngineException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies from one store of the driver to another; copies between drivers are tests of their own. */
@Needs(Capability.CONDITIONAL_WRITES)
abstract class CopyContract extends Contract {

    private KVRuntime memory;
    private KVStore journal;

    @BeforeAll
    final void openMemory() {
        memory = KVRuntime.builder().property("kv.driver", "memory").start();
    }

    @BeforeEach
    final void beginJournal() {
        journal = memory.store("journal");
        journal.deleteAll(journal.keys("").toList());
    }

    @AfterAll
    final void closeMemory() {
        memory.close();
    }

    private CopyOptions online() {
        return CopyOptions.online(journal);
    }

    private CopyOptions atRest() {
        return CopyOptions.atRest().withJournal(journal);
    }

    @Test
    @Proves(COPY)
    void copy_everyKindOfEntry_isEqual() {
        CopyWriters.writeEveryKind(store, harness().largestValue());
        CopyResult result = KVStores.copy(store, second, atRest());
        assertThat(result.converged()).as("%s", result).isTrue();
        CopyWriters.assertCopied(store, second, "at rest");
        CopyResult again = KVStores.copy(store, second, atRest());
        assertThat(again.converged()).isTrue();
        assertThat(again.count(CopyCount.COPIED)).isZero();
    }

    @Test
    @Proves({COPY, COPY_RESUMES})
    void copy_besideWriters_isEqualOnceTheyStopped() throws Exception {
        long seed = Scale.seed();
        List<String> keys = Texts.numbered("key", 400);
        try (CopyWriters writers = CopyWriters.start(store, keys, seed)) {
            for (int i = 0; i < 3; i++) {
                CopyResult online = KVStores.copy(store, second, online().withPasses(2));
                assertThat(online.converged()).isFalse();
                assertThat(online.count(CopyCount.CONFLICTS))
                        .as(Scale.reproduce(seed))
                        .isZero();
                writers.awaitWrites(20);
                clock.advance(Duration.ofMillis(new Random(seed).nextInt(5_000)));
            }
            writers.stop();
            CopyResult last = KVStores.copy(store, second, atRest());
            assertThat(last.converged())
                    .as("%s, %s", last, Scale.reproduce(seed))
                    .isTrue();
            CopyWriters.assertCopied(store, second, Scale.reproduce(seed));
        }
    }

    @Test
    @Proves(COPY_OTHERS)
    void copy_entriesOfOthers_areLeftAlone() {
        store.setAll(Map.of("mine", "1", "both", "1", "equal", "1"));
        second.setAll(Map.of("both", "theirs", "equal", "1", "other", "theirs"));
        CopyResult result = KVStores.copy(store, second, atRest());
        assertThat(result.converged()).isFalse();
        assertThat(result.count(CopyCount.CONFLICTS)).isEqualTo(1);
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo(1);
        assertThat(second.getAll(List.of("mine", "both", "equal", "other")))
                .isEqualTo(Map.of("mine", "1", "both", "theirs", "equal", "1", "other", "theirs"));
        second.set("mine", "1");
        store.deleteAll(List.of("mine", "both", "equal"));
        assertThat(KVStores.copy(store, second, atRest()).count(CopyCount.REMOVED))
                .isZero();
        assertThat(second.keys("")).hasSize(4);
    }

    @Test
    @Proves(COPY)
    void copy_sourceDeletesAndExpires_followsAtRest() {
        store.setAll(Texts.numbered("key", 50).stream().collect(Collectors.toMap(key -> key, key -> "one")));
        store.set("expiring", "x", Duration.ofMinutes(1));
        KVStores.copy(store, second, online());
        assertThat(second.keys("")).hasSize(51);
        clock.advance(Duration.ofMinutes(1));
        store.deleteAll(Texts.numbered("key", 10));
        CopyResult result = KVStores.copy(store, second, atRest());
        assertThat(result.converged()).as("%s", result).isTrue();
        assertThat(result.count(CopyCount.REMOVED)).isEqualTo(10);
        CopyWriters.assertCopied(store, second, "at rest");
    }

    @Test
    @Proves({COPY, ContractLine.VIEWS})
    void copy_prefixedViewsOfOneStore_copiesTheirEntriesOnly() {
        store.setAll(Map.of("a/1", "1", "a/2", "2", "b", "other"));
        CopyResult result = KVStores.copy(store.prefixed("a/"), store.prefixed("c."), atRest());
        assertThat(result.converged()).isTrue();
        assertThat(store.keys("")).containsExactlyInAnyOrder("a/1", "a/2", "b", "c.1", "c.2");
    }

    @Test
    @Proves(COPY_RESUMES)
    void copy_engineFailsHalfWay_goesOn() {
        Probe probe = new Probe().withBatches();
        Place own = open(Map.of(), probe::around);
        KVStore from = own.store();
        KVStore to = own.second();
        List<String> keys = Texts.numbered("key", 100);
        from.setAll(keys.stream().collect(Collectors.toMap(key -> key, key -> "one")));
        for (int failing = 1; failing <= 40; failing += 13) {
            AtomicInteger puts = new AtomicInteger(failing);
            probe.fault(new Probe.Fault() {
                @Override
                public <T> T around(String method, String key, Supplier<T> call) {
                    if (method.equals("put") && puts.decrementAndGet() == 0) {
                        throw new EngineException(EngineException.Kind.UNAVAILABLE, "The test wants it.", null);
                    }
                    return call.get();
                }
            });
            assertThatExceptionOfType(KVUnavailableException.class).isThrownBy(() -> KVStores.copy(from, to, online()));
            probe.noFault();
            from.set(keys.get(failing), "changed" + failing);
            from.delete(keys.get(failing + 1));
        }
        CopyResult result = KVStores.copy(from, to, atRest());
        assertThat(result.converged()).as("%s", result).isTrue();
        CopyWriters.assertCopied(from, to, "resumed");
    }

    @Test
    @Proves(NULLS)
    void copy_nulls_areRefused() throws Exception {
        Method copyTo = KVStore.class.getMethod("copyTo", KVStore.class, CopyOptions.class);
        assertThatNullPointerException().isThrownBy(() -> ApiMethods.call(store, copyTo, null, atRest()));
        assertThatNullPointerException().isThrownBy(() -> ApiMethods.call(store, copyTo, second, null));
    }

    @Test
    @Proves(CLOSED)
    void copy_closedStore_isRefusedAsClosed() {
        Place own = open();
        KVStore closed = own.store();
        own.stop();
        store.set("key", "value");
        assertThatExceptionOfType(KVClosedException.class)
                .isThrownBy(() -> KVStores.copy(store, closed, CopyOptions.atRest()));
        assertThatExceptionOfType(KVClosedException.class)
                .isThrownBy(() -> KVStores.copy(closed, second, CopyOptions.atRest()));
        assertThat(second.keys("")).isEmpty();
    }
}
