package dev.kvcdi.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kvcdi.Capability;
import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVException;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.internal.CoreLog;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.internal.StoreContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** What a copy refuses, what it tells, and the views that it copies. */
class CopyRefusalTest extends CopyCase {

    private KVStore limited(int maxValueBytes) {
        StoreContext context = harness.storeContext();
        return MemoryHarness.store(
                new StoreContext(
                        "limited", "memory", maxValueBytes, context.timeout(), context.clock(), context.listeners()),
                harness.backend("limited"));
    }

    @Test
    void copy_targetWithoutConditionalWrites_isRefused() {
        KVStore plain = harness.store(new FilterBackend(harness.backend("plain")) {
            @Override
            public Set<Capability> capabilities() {
                return Set.of();
            }
        });
        source.set("key", "value");
        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> KVStores.copy(source, plain, atRest()))
                .withMessageContaining("CONDITIONAL_WRITES");
        assertThat(plain.keys("")).isEmpty();
        plain.set("key", "value");
        assertThat(KVStores.copy(plain, target, atRest()).converged())
                .as("the source only reads")
                .isTrue();
    }

    @Test
    void copy_valuesTooLargeForTheTarget_isRefusedBeforeAnythingIsWritten() {
        KVStore small = limited(100);
        source.set("small", "x");
        source.set("fits", "x".repeat(100));
        source.set("large", "x".repeat(101));
        source.set("larger", "x".repeat(102));
        assertThatExceptionOfType(KVLimitException.class)
                .isThrownBy(() -> KVStores.copy(source, small, atRest()))
                .withMessageContainingAll("2 values", "102 bytes", "limit is 100");
        assertThat(small.keys("")).isEmpty();
        source.delete("large");
        source.delete("larger");
        assertThat(KVStores.copy(source, small, atRest()).converged()).isTrue();
    }

    @Test
    void copy_valueThatOnlyLaterGetsTooLarge_isRefusedWhenItComes() {
        KVStore small = limited(100);
        source.set("a", "x");
        assertThatExceptionOfType(KVLimitException.class)
                .isThrownBy(() -> KVStores.copy(
                        source, small, online().withProgress(progress -> source.set("large", "x".repeat(101)))));
        assertThat(small.keys("").toList()).doesNotContain("large");
    }

    @Test
    void copy_keysTooLongBehindTheTargetsPrefix_isRefusedBeforeAnythingIsWritten() {
        source.set("k".repeat(1_022), "fits");
        KVStore prefixed = target.prefixed("p/");
        assertThat(KVStores.copy(source, prefixed, atRest()).converged()).isTrue();
        source.set("\u00e9".repeat(511) + "k", "too long");
        assertThatExceptionOfType(KVInvalidKeyException.class)
                .isThrownBy(() -> KVStores.copy(source, prefixed, atRest()))
                .withMessageContaining("1 keys of more than 1022 bytes")
                .satisfies(e -> assertThat(e.key()).isEmpty());
        assertThat(target.keys("").count()).isEqualTo(1);
    }

    @Test
    void copy_keyThatIsEmptyWithoutThePrefix_isRefusedBeforeAnythingIsWritten() {
        source.setAll(Map.of("p/", "empty", "p/a", "value"));
        assertThatExceptionOfType(KVInvalidKeyException.class)
                .isThrownBy(() -> KVStores.copy(source.prefixed("p/"), target, atRest()))
                .withMessageContaining("nothing was copied")
                .satisfies(e -> assertThat(e.key()).isEmpty());
        assertThat(target.keys("")).isEmpty();
        assertThat(KVStores.copy(source.prefixed("p/"), target.prefixed("q/"), atRest())
                        .converged())
                .isTrue();
        assertThat(target.keys("")).containsExactlyInAnyOrder("q/", "q/a");
    }

    @Test
    void copy_othersKeyThatIsTooLongForTheSource_isForeign() {
        source.set("long/a", "value");
        target.set("x".repeat(1_024), "theirs");
        assertOneIsForeign(KVStores.copy(source.prefixed("long/"), target, atRest()));
        assertThat(target.keys("")).containsExactlyInAnyOrder("a", "x".repeat(1_024));
    }

    @Test
    void copy_othersKeyThatIsEmptyForTheSource_isForeign() {
        source.set("a", "value");
        target.set("p/", "theirs");
        assertOneIsForeign(KVStores.copy(source, target.prefixed("p/"), atRest()));
        assertThat(target.keys("")).containsExactlyInAnyOrder("p/", "p/a");
    }

    private static void assertOneIsForeign(CopyResult result) {
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo(1);
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(1);
        assertThat(result.converged()).isFalse();
    }

    @Test
    void copy_prefixedViews_copiesTheirEntriesOnly() {
        source.set("a/1", "one");
        source.set("a/2", "two");
        source.set("b", "other");
        target.set("c/1", "theirs");
        CopyResult result = KVStores.copy(source.prefixed("a/"), target.prefixed("b/"), atRest());
        assertThat(result.converged()).isTrue();
        assertThat(target.keys("")).containsExactlyInAnyOrder("b/1", "b/2", "c/1");
        assertThat(KVStores.copy(source.prefixed("a/"), source.prefixed("c/"), atRest())
                        .converged())
                .as("within one store")
                .isTrue();
        assertThat(source.keys("")).containsExactlyInAnyOrder("a/1", "a/2", "b", "c/1", "c/2");
    }

    @Test
    void copy_storesThatShareEntries_isRefused() {
        CopyOptions journalInSource = CopyOptions.atRest().withJournal(source.prefixed("journal/"));
        CopyOptions journalInTarget = CopyOptions.atRest().withJournal(target);
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source, source, atRest()));
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source, source.prefixed("a"), atRest()));
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source.prefixed("a"), source, atRest()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KVStores.copy(source.prefixed("a"), source.prefixed("ab"), atRest()));
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source, target, journalInSource));
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source, target, journalInTarget));
        assertThat(KVStores.copy(source.prefixed("a"), target.prefixed("b"), journalInSource)
                        .converged())
                .isTrue();
    }

    @Test
    void copy_throughProxies_reachesTheStoresBehindThem() {
        source.set("key", "value");
        KVStore from = proxy(source);
        KVStore to = proxy(target);
        assertThat(KVStores.copy(from, to, CopyOptions.atRest().withJournal(proxy(journal)))
                        .converged())
                .isTrue();
        assertEqual();
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(from, source, atRest()));
    }

    private static KVStore proxy(KVStore store) {
        return (KVStore) Proxy.newProxyInstance(
                KVStore.class.getClassLoader(), new Class<?>[] {KVStore.class}, (proxy, method, arguments) -> {
                    try {
                        method.setAccessible(true);
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void copy_storesOfAnotherMaking_areRefused() {
        KVStore mock = (KVStore) Proxy.newProxyInstance(
                KVStore.class.getClassLoader(), new Class<?>[] {KVStore.class}, (proxy, method, arguments) -> {
                    return method.getReturnType() == boolean.class ? (Object) false : null;
                });
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source, mock, atRest()));
        assertThatIllegalArgumentException().isThrownBy(() -> KVStores.copy(source, target, CopyOptions.online(mock)));
    }

    @Test
    void copy_nullsAndOptionsOutOfRange_areRefused() {
        assertThatNullPointerException().isThrownBy(() -> KVStores.copy(null, target, atRest()));
        assertThatNullPointerException().isThrownBy(() -> KVStores.copy(source, null, atRest()));
        assertThatNullPointerException().isThrownBy(() -> KVStores.copy(source, target, null));
        assertThatNullPointerException().isThrownBy(() -> CopyOptions.online(null));
        assertThatNullPointerException().isThrownBy(() -> atRest().withJournal(null));
        assertThatNullPointerException().isThrownBy(() -> atRest().withProgress(null));
        assertThatIllegalArgumentException().isThrownBy(() -> atRest().withEntriesPerSecond(0));
        assertThatIllegalArgumentException().isThrownBy(() -> atRest().withPasses(0));
        assertThatIllegalArgumentException().isThrownBy(() -> atRest().withPasses(1_001));
    }

    @Test
    void copy_anyOutcome_tellsNoKeyAndNoValue() {
        source.set("secret-key", "secret-value");
        try (CoreLog log = CoreLog.ofStore("things", Level.FINE)) {
            CopyResult result = KVStores.copy(source, target, atRest());
            targetEngine.writes = () -> Fate.UNAVAILABLE;
            source.set("secret-key", "secret-other");
            assertThatExceptionOfType(KVException.class)
                    .isThrownBy(() -> KVStores.copy(source, target, atRest()))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
            assertThat(result.toString()).doesNotContain("secret");
            assertThat(result.count(CopyCount.COPIED)).isEqualTo(1);
            assertThat(log.messages()).anyMatch(line -> line.contains("copy: copied from things memory: CopyResult["));
            assertThat(log.messages()).noneMatch(line -> line.contains("secret"));
            assertThat(journal.entries("")).noneMatch(entry -> (entry.key() + entry.value()).contains("secret"));
        }
    }
}
