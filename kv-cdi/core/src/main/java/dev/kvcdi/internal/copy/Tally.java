package dev.kvcdi.internal.copy;

import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyProgress;
import dev.kvcdi.CopyProgress.Phase;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVCancelledException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was counted so far, and where it is reported. Not safe for use by several threads. */
final class Tally {

    /** What is counted over all passes. */
    private static final Set<CopyCount> CHANGES = Set.of(CopyCount.COPIED, CopyCount.REMOVED);

    private final Map<CopyCount, Long> counts = new EnumMap<>(CopyCount.class);
    private final Consumer<? super CopyProgress> listener;
    private final Side to;
    private Phase phase = Phase.CHECKING;
    private int pass;
    private boolean clean = true;

    Tally(Side to, Consumer<? super CopyProgress> listener) {
        this.to = to;
        this.listener = listener;
        for (CopyCount what : CopyCount.values()) {
            counts.put(what, 0L);
        }
    }

    void beginPass() {
        pass++;
        clean = true;
        counts.replaceAll((what, count) -> CHANGES.contains(what) ? count : 0L);
    }

    void begin(Phase next) {
        phase = next;
    }

    void count(CopyCount what, int more) {
        counts.merge(what, (long) more, Long::sum);
        clean &= more == 0 || !(CHANGES.contains(what) || what == CopyCount.UNSETTLED);
    }

    void count(CopyCount what) {
        count(what, 1);
    }

    int pass() {
        return pass;
    }

    /** Tells whether the pass changed nothing and left nothing open, so that another one would find the same. */
    boolean isClean() {
        return clean;
    }

    /** Tells whether the pass found no difference. */
    boolean isEqual() {
        return clean && none(CopyCount.CONFLICTS) && none(CopyCount.FOREIGN);
    }

    private boolean none(CopyCount what) {
        return counts.getOrDefault(what, 0L) == 0;
    }

    /** Tells the listener what was counted, and ends the copy of an interrupted thread. */
    void report() {
        listener.accept(CopyProgress.of(phase, pass, counts));
        checkInterrupt(null);
    }

    void checkInterrupt(@Nullable Throwable cause) {
        if (Thread.currentThread().isInterrupted()) {
            throw new KVCancelledException(
                    to.context(),
                    "the copy was interrupted in pass " + pass + "; " + counts
                            + ". What was copied stays; call it again to go on.",
                    cause);
        }
    }

    CopyResult result(boolean converged) {
        return CopyResult.of(converged, pass, counts);
    }
}
