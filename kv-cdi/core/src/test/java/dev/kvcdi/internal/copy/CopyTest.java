package dev.kvcdi.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyProgress;
import dev.kvcdi.CopyProgress.Phase;
import dev.kvcdi.CopyResult;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStores;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Copies between stores that work, while others write. */
class CopyTest extends CopyCase {

    private void fill(int count) {
        source.setAll(IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value" + i)));
    }

    private Map<String, Version> versions() {
        return target.entries("").collect(Collectors.toMap(Entry::key, Entry::version));
    }

    @Test
    void copy_anyBytesKeysAndExpiries_areEqualAfterwards() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        source.bytes().set("bytes", bytes);
        source.bytes().set("empty", new byte[0]);
        source.bytes().set("largest", new byte[1_000]);
        source.set("expiring", "x", Duration.ofNanos(1_234_567_890_123L));
        List<String> hostile = List.of(
                "", "/", "place", "\u0000", "\n", "%2F", "*", ">", "..", "\u00e9", "e\u0301", "\ud83d\ude00", "\uffff");
        for (String key : hostile) {
            source.set("k" + key, "value of " + key);
        }
        source.set("x".repeat(1_024), "longest");
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).isTrue();
        assertThat(result.passes()).isEqualTo(2);
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(18);
        assertThat(result.count(CopyCount.UNCHANGED)).isEqualTo(18);
        assertEqual();
        assertThat(target.entry("expiring").orElseThrow().expiry())
                .isEqualTo(source.entry("expiring").orElseThrow().expiry());
    }

    @Test
    void copy_again_writesNothing() {
        fill(1_000);
        KVStores.copy(source, target, atRest());
        Map<String, Version> before = versions();
        CopyResult again = KVStores.copy(source, target, atRest());
        assertThat(again.converged()).isTrue();
        assertThat(again.passes()).isEqualTo(1);
        assertThat(again.count(CopyCount.COPIED)).isZero();
        assertThat(again.count(CopyCount.LISTED)).isEqualTo(1_000);
        assertThat(versions()).isEqualTo(before).hasSize(1_000);
    }

    @Test
    void copy_emptySource_isEqualToAnEmptyTarget() {
        CopyResult result = KVStores.copy(source, target, withoutJournal());
        assertThat(result.converged()).isTrue();
        assertThat(result.passes()).isEqualTo(1);
    }

    @Test
    void online_sourceChangedBetweenPasses_followsAndNeverSaysConverged() {
        fill(10);
        CopyResult result = KVStores.copy(source, target, online().withProgress(progress -> {
            if (progress.pass() == 1 && progress.phase() == Phase.COPYING) {
                source.set("key1", "changed");
                source.set("key2", "expiring", Duration.ofHours(1));
                source.set("new", "value");
                source.delete("key3");
            }
        }));
        assertThat(result.converged()).isFalse();
        assertThat(result.passes()).isEqualTo(3);
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(13);
        assertThat(result.count(CopyCount.CONFLICTS)).isZero();
        assertThat(target.get("key3")).as("removed at rest only").isPresent();
        CopyResult last = KVStores.copy(source, target, atRest());
        assertThat(last.converged()).isTrue();
        assertThat(last.count(CopyCount.COPIED)).isZero();
        assertThat(last.count(CopyCount.REMOVED)).isEqualTo(1);
        assertEqual();
    }

    @Test
    void online_writersThatNeverStop_endsAfterThePasses() {
        fill(10);
        CopyResult result = KVStores.copy(
                source,
                target,
                online().withPasses(4).withProgress(progress -> source.set("key1", "value " + progress.pass())));
        assertThat(result.passes()).isEqualTo(4);
        assertThat(result.converged()).isFalse();
    }

    @Test
    void atRest_writersThatGoOn_neverConverges() {
        fill(10);
        int[] writes = {0};
        CopyResult result = KVStores.copy(source, target, atRest().withProgress(progress -> {
            if (progress.phase() == Phase.COPYING) {
                source.set("key1", "value " + writes[0]++);
            }
        }));
        assertThat(result.converged()).isFalse();
        assertThat(result.passes()).isEqualTo(10);
        assertThat(KVStores.copy(source, target, atRest()).converged()).isTrue();
        assertEqual();
    }

    @Test
    void copy_entriesOfOthersInTheTarget_areLeftAloneAndCounted() {
        fill(3);
        target.set("key1", "theirs");
        target.set("key2", "value2");
        target.set("other", "theirs");
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).isFalse();
        assertThat(result.count(CopyCount.CONFLICTS)).isEqualTo(1);
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo(1);
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(1);
        assertThat(result.count(CopyCount.UNCHANGED)).isEqualTo(2);
        assertThat(target.get("key1")).contains("theirs");
        source.delete("key2");
        CopyResult later = KVStores.copy(source, target, atRest());
        assertThat(later.count(CopyCount.REMOVED)).isZero();
        assertThat(target.get("key2")).as("equal, but not written by the copy").isPresent();
        assertThat(later.count(CopyCount.FOREIGN)).isEqualTo(2);
    }

    @Test
    void copy_overwriting_overwritesConflictsAndRemovesNothingOfOthers() {
        fill(3);
        target.set("key1", "theirs");
        target.set("other", "theirs");
        CopyResult result = KVStores.copy(source, target, atRest().withOverwriting());
        assertThat(result.count(CopyCount.CONFLICTS)).isZero();
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo(1);
        assertThat(result.converged()).isFalse();
        assertThat(target.get("key1")).contains("value1");
        assertThat(target.get("other")).contains("theirs");
        source.delete("key1");
        target.delete("other");
        CopyResult last = KVStores.copy(source, target, atRest());
        assertThat(last.count(CopyCount.REMOVED))
                .as("what was overwritten is the copy's")
                .isEqualTo(1);
        assertThat(last.converged()).isTrue();
        assertEqual();
    }

    @Test
    void copy_othersWriteWhatTheCopyWrote_isAConflictFromThenOn() {
        fill(3);
        KVStores.copy(source, target, atRest());
        target.set("key1", "theirs");
        target.set("key2", "value2");
        source.set("key1", "changed");
        source.delete("key2");
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).isFalse();
        assertThat(result.count(CopyCount.CONFLICTS)).isEqualTo(1);
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo(1);
        assertThat(target.get("key1")).contains("theirs");
        assertThat(target.get("key2"))
                .as("written by others, with the same content")
                .isPresent();
    }

    @Test
    void copy_othersDeletedWhatTheCopyWrote_isWrittenAgain() {
        fill(3);
        KVStores.copy(source, target, atRest());
        target.delete("key1");
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(1);
        assertThat(result.converged()).isTrue();
        assertEqual();
    }

    @Test
    void copy_expiryDiffersOnly_isADifference() {
        source.set("key", "value", Duration.ofHours(1));
        KVStores.copy(source, target, atRest());
        source.set("key", "value", Duration.ofHours(2));
        assertThat(KVStores.copy(source, target, atRest()).count(CopyCount.COPIED))
                .isEqualTo(1);
        source.set("key", "value");
        assertThat(KVStores.copy(source, target, atRest()).count(CopyCount.COPIED))
                .isEqualTo(1);
        assertEqual();
    }

    @Test
    void copy_entryExpiresWhileItIsRead_isNotWritten() {
        source.set("expiring", "value", Duration.ofSeconds(1));
        source.set("lasting", "value");
        targetEngine.reads = () -> {
            harness.advance(Duration.ofSeconds(1));
            return Fate.WORKS;
        };
        CopyResult result = KVStores.copy(source, target, online().withPasses(1));
        assertThat(result.count(CopyCount.EXPIRED)).isEqualTo(1);
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(1);
        assertThat(target.keys("")).containsExactly("lasting");
    }

    @Test
    void copy_entryExpiredAndWrittenAnew_follows() {
        source.set("key", "one", Duration.ofSeconds(1));
        KVStores.copy(source, target, online());
        harness.advance(Duration.ofSeconds(1));
        assertThat(KVStores.copy(source, target, atRest()).converged()).isTrue();
        source.set("key", "two", Duration.ofSeconds(1));
        assertThat(KVStores.copy(source, target, atRest()).converged()).isTrue();
        assertThat(target.get("key")).contains("two");
        assertEqual();
    }

    @Test
    void copy_manyPasses_reportsCountsOfEachPart() {
        fill(600);
        List<CopyProgress> seen = new ArrayList<>();
        KVStores.copy(source, target, atRest().withProgress(seen::add));
        assertThat(seen).extracting(CopyProgress::phase).containsOnly(Phase.COPYING, Phase.REMOVING);
        assertThat(seen.get(0).pass()).isEqualTo(1);
        assertThat(seen.get(0).count(CopyCount.COPIED)).isEqualTo(250);
        assertThat(seen.get(seen.size() - 1).pass()).isEqualTo(2);
        assertThat(seen.get(seen.size() - 1).count(CopyCount.COPIED)).isEqualTo(600);
        assertThat(seen.get(0))
                .hasToString("CopyProgress[phase=COPYING, pass=1, counts={LISTED=250, COPIED=250,"
                        + " UNCHANGED=0, REMOVED=0, CONFLICTS=0, FOREIGN=0, EXPIRED=0, UNSETTLED=0}]");
    }

    @Test
    void copy_listenerThrows_endsAndPassesItOn() {
        fill(600);
        assertThatIllegalStateException()
                .isThrownBy(() -> KVStores.copy(source, target, atRest().withProgress(progress -> {
                    throw new IllegalStateException("enough");
                })))
                .withMessage("enough");
        assertThat(target.keys("").count()).isEqualTo(250);
        assertThat(KVStores.copy(source, target, atRest()).converged()).isTrue();
        assertEqual();
    }
}
