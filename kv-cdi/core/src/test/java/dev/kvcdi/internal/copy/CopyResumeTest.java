package dev.kvcdi.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyProgress.Phase;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVCancelledException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.KVUnsupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that break off, and go on later. */
class CopyResumeTest extends CopyCase {

    private static final int ENTRIES = 600;

    @BeforeEach
    void fill() {
        source.setAll(IntStream.range(0, ENTRIES)
                .boxed()
                .collect(Collectors.toMap(i -> String.format("key%03d", i), i -> "value" + i)));
    }

    private void changeSource() {
        source.set("key000", "changed");
        source.set("key299", "changed");
        source.delete("key001");
        source.delete("key298");
        source.set("new", "value");
    }

    private void assertConverges() {
        targetEngine.works();
        sourceEngine.works();
        journalEngine.works();
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).as(result.toString()).isTrue();
        assertEqual();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 249, 250, 300, 599})
    void copy_targetFailsHalfWay_goesOnWhereItWas(int working) {
        targetEngine.writes = Faulty.after(working, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()))
                .satisfies(e -> assertThat(e.operation()).isEqualTo("copy"));
        assertThat(target.keys("").count()).isEqualTo(working);
        changeSource();
        assertConverges();
    }

    @Test
    void copy_sourceFailsHalfWay_goesOnWhereItWas() {
        sourceEngine.reads = Faulty.after(2, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, atRest()));
        changeSource();
        assertConverges();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void copy_journalFailsHalfWay_knowsItsWritesByTheirContent(int working) {
        journalEngine.batches = Faulty.after(working, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()));
        changeSource();
        assertConverges();
    }

    @Test
    void copy_goesOn_beginsAtThePlaceThatWasReached() {
        targetEngine.writes = Faulty.after(550, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()));
        List<Long> listed = new ArrayList<>();
        CopyResult result = KVStores.copy(source, target, atRest().withProgress(progress -> {
            if (progress.phase() == Phase.REMOVING) {
                listed.add(progress.count(CopyCount.LISTED));
            }
        }));
        assertThat(listed).as("entries looked at in each pass").containsExactly(100L, 600L);
        assertThat(result.converged()).isTrue();
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(50);
    }

    @Test
    void copy_journalWithAForgedPlace_beginsAtTheBeginning() {
        targetEngine.writes = Faulty.after(550, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()));
        for (String forged : List.of("no base64", "", "_w")) {
            journal.keys("").filter(key -> key.endsWith("place")).forEach(key -> journal.set(key, forged));
            assertConverges();
        }
    }

    @Test
    void copy_journalWithForeignTexts_takesThemForNoClaims() {
        KVStores.copy(source, target, atRest());
        List<String> keys = journal.keys("").toList();
        List<String> garbage =
                List.of("", "1 sent", "1 sent ", "1 sent x", "other", "1 written", "1 written x", "2x", "2");
        for (int i = 0; i < keys.size(); i++) {
            journal.set(keys.get(i), garbage.get(i % garbage.size()));
        }
        assertThat(KVStores.copy(source, target, atRest()).converged()).isTrue();
        source.set("key000", "changed");
        assertThat(KVStores.copy(source, target, atRest()).count(CopyCount.CONFLICTS))
                .isEqualTo(1);
    }

    @Test
    void copy_journalOfANewerFormat_isRefusedAndLeftAlone() {
        KVStores.copy(source, target, atRest());
        String claim = journal.keys("").findFirst().orElseThrow();
        journal.set(claim, "2 whatever");
        source.set("key000", "changed");

        assertThatExceptionOfType(KVUnsupportedException.class)
                .isThrownBy(() -> KVStores.copy(source, target, atRest()))
                .withMessageContaining("newer version of kv-cdi wrote the journal");

        assertThat(journal.get(claim)).contains("2 whatever");
    }

    @Test
    void copy_withoutJournal_takesWhatAnEarlierOneWroteForOthers() {
        targetEngine.writes = Faulty.after(300, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, withoutJournal()));
        changeSource();
        CopyResult result = KVStores.copy(source, target, withoutJournal());
        assertThat(result.converged()).isFalse();
        assertThat(result.count(CopyCount.CONFLICTS)).isEqualTo(2);
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo(2);
        CopyResult overwriting = KVStores.copy(source, target, withoutJournal().withOverwriting());
        assertThat(overwriting.count(CopyCount.CONFLICTS)).isZero();
        assertThat(overwriting.count(CopyCount.FOREIGN)).isEqualTo(2);
    }

    @Test
    void copy_journalOfOtherStores_isNotMixedIn() {
        KVStore first = target.prefixed("one/");
        KVStore other = target.prefixed("two/");
        assertThat(KVStores.copy(source, first, atRest()).converged()).isTrue();
        assertThat(KVStores.copy(source, other, atRest()).converged()).isTrue();
        assertThat(journal.keys("").count()).isEqualTo(2 * ENTRIES);
        source.set("key000", "changed");
        assertThat(KVStores.copy(source, other, atRest()).converged()).isTrue();
        assertThat(first.get("key000")).contains("value0");
        assertThat(KVStores.copy(source, first, atRest()).converged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 599})
    void copy_answerLostButApplied_isCopied(int working) {
        targetEngine.writes = Faulty.after(working, Fate.UNKNOWN_APPLIED);
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).isTrue();
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(ENTRIES);
        assertEqual();
    }

    @Test
    void copy_answerLostAndNotApplied_isSettledByTheNextPass() {
        targetEngine.writes = Faulty.after(100, Fate.UNKNOWN_LOST, Fate.UNKNOWN_LOST);
        List<Long> unsettled = new ArrayList<>();
        CopyResult result = KVStores.copy(
                source, target, atRest().withProgress(progress -> unsettled.add(progress.count(CopyCount.UNSETTLED))));
        assertThat(unsettled).startsWith(2L).endsWith(0L);
        assertThat(result.converged()).isTrue();
        assertThat(result.passes()).isEqualTo(3);
        assertEqual();
    }

    @Test
    void copy_answerLostAndTargetGone_knowsTheWriteLater() {
        targetEngine.writes = Faulty.after(100, Fate.UNKNOWN_APPLIED);
        // The first read is of the part, the second that of the write in doubt.
        targetEngine.reads = Faulty.after(1, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()))
                .isNotInstanceOf(KVOutcomeUnknownException.class);
        target.keys("").forEach(key -> source.set(key, "changed"));
        assertConverges();
    }

    @Test
    void remove_answerLost_isSettled() {
        KVStores.copy(source, target, online());
        source.delete("key001");
        source.delete("key002");
        targetEngine.writes = Faulty.after(0, Fate.UNKNOWN_APPLIED, Fate.UNKNOWN_LOST);
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.count(CopyCount.REMOVED)).isEqualTo(2);
        assertThat(result.converged()).isTrue();
        assertEqual();
    }

    @Test
    void copy_interrupted_endsAsCancelledAndGoesOn() {
        assertThatExceptionOfType(KVCancelledException.class)
                .isThrownBy(() -> KVStores.copy(
                        source,
                        target,
                        online().withProgress(progress -> Thread.currentThread().interrupt())))
                .satisfies(
                        e -> assertThat(e.getMessage()).contains("COPIED=250").doesNotContain("key"));
        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(target.keys("").count()).isEqualTo(250);
        assertConverges();
    }

    @Test
    void copy_interruptedAmongTheWrites_endsAtOnceAndGoesOn() {
        int[] writes = {0};
        targetEngine.writes = () -> {
            if (++writes[0] == 10) {
                Thread.currentThread().interrupt();
                return Fate.UNKNOWN_APPLIED;
            }
            return Fate.WORKS;
        };
        assertThatExceptionOfType(KVCancelledException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()))
                .withCauseInstanceOf(KVOutcomeUnknownException.class);
        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(target.keys("").count()).isEqualTo(10);
        changeSource();
        assertConverges();
    }

    @Test
    void copy_othersWriteAtTheMomentOfTheCopy_isNeverOverwritten() {
        int[] writes = {0};
        targetEngine.writes = () -> {
            if (++writes[0] == 10) {
                targetEngine.works();
                source.keys("").limit(20).forEach(key -> target.set(key, "theirs"));
            }
            return Fate.WORKS;
        };
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).isFalse();
        assertThat(result.count(CopyCount.CONFLICTS)).isEqualTo(20);
        assertThat(target.entries("")
                        .filter(entry -> entry.value().equals("theirs"))
                        .count())
                .isEqualTo(20);
    }

    /** Not removed when the source removes it, and not overwritten when the source changes it. */
    private void assertTheirs(List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (i % 2 == 0) {
                source.delete(keys.get(i));
            } else {
                source.set(keys.get(i), "changed");
            }
        }
        Map<String, String> before = target.getAll(keys);
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(target.getAll(keys)).isEqualTo(before).hasSize(keys.size());
        assertThat(result.count(CopyCount.FOREIGN)).isEqualTo((keys.size() + 1) / 2);
        assertThat(result.count(CopyCount.CONFLICTS)).isEqualTo(keys.size() / 2);
    }

    @Test
    void copy_othersWriteTheSameAtThatMoment_staysTheirs() {
        List<String> theirs = source.keys("").limit(20).toList();
        int[] writes = {0};
        targetEngine.writes = () -> {
            if (++writes[0] == 10) {
                targetEngine.works();
                theirs.forEach(key -> target.set(key, source.get(key).orElseThrow()));
            }
            return Fate.WORKS;
        };
        CopyResult result = KVStores.copy(source, target, atRest());
        assertThat(result.converged()).as("equal, whoever wrote it").isTrue();
        assertThat(result.count(CopyCount.COPIED)).isEqualTo(ENTRIES - 11);
        assertTheirs(theirs);
    }

    @Test
    void copy_othersRewriteAtThatMomentWhatTheCopyWrote_staysTheirs() {
        KVStores.copy(source, target, atRest());
        List<String> theirs = source.keys("").limit(20).toList();
        theirs.forEach(key -> source.set(key, "next"));
        targetEngine.writes = () -> {
            targetEngine.works();
            theirs.forEach(key -> target.set(key, "next"));
            return Fate.WORKS;
        };
        assertThat(KVStores.copy(source, target, atRest()).converged()).isTrue();
        assertTheirs(theirs);
    }

    /** Engines on the network send nothing for a thread that is interrupted. */
    @Test
    void copy_othersWriteTheSameAfterItWasInterrupted_staysTheirs() {
        journalEngine.batches = () -> Thread.currentThread().isInterrupted() ? Fate.UNAVAILABLE : Fate.WORKS;
        journalEngine.writes = journalEngine.batches;
        int[] writes = {0};
        targetEngine.writes = () -> {
            if (++writes[0] == 10) {
                Thread.currentThread().interrupt();
            }
            return Fate.WORKS;
        };
        assertThatExceptionOfType(KVCancelledException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()))
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
        assertThat(Thread.interrupted()).as("the flag").isTrue();
        targetEngine.works();
        List<String> theirs = source.keys("").skip(20).limit(20).toList();
        theirs.forEach(key -> target.set(key, source.get(key).orElseThrow()));
        assertConverges();
        assertTheirs(theirs);
    }

    @Test
    void copy_othersWriteTheSameAfterItFailed_staysTheirs() {
        targetEngine.writes = Faulty.after(100, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()));
        targetEngine.works();
        List<String> theirs = source.keys("").skip(100).limit(20).toList();
        theirs.forEach(key -> target.set(key, source.get(key).orElseThrow()));
        assertConverges();
        assertTheirs(theirs);
    }

    @Test
    void copy_journalFailsAfterTheTarget_tellsTheFailureOfTheTarget() {
        targetEngine.writes = Faulty.after(100, Fate.UNAVAILABLE);
        journalEngine.batches = Faulty.after(1, Fate.UNAVAILABLE);
        assertThatExceptionOfType(KVUnavailableException.class)
                .isThrownBy(() -> KVStores.copy(source, target, online()))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        changeSource();
        assertConverges();
    }

    @Test
    void copy_entryExpiresBeforeItIsWritten_isNoLongerClaimed() {
        source.set("key001", "expiring", Duration.ofSeconds(1));
        targetEngine.writes = () -> {
            harness.advance(Duration.ofSeconds(1));
            return Fate.WORKS;
        };
        CopyResult result = KVStores.copy(source, target, online().withPasses(1));
        assertThat(result.count(CopyCount.EXPIRED)).isEqualTo(1);
        assertThat(journal.keys("").count()).isEqualTo(ENTRIES - 1);
    }
}
