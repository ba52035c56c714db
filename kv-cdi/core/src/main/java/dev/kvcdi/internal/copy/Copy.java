package dev.kvcdi.internal.copy;

import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyProgress.Phase;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVCancelledException;
import dev.kvcdi.KVException;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one store into another.
 *
 * <p><b>Whose an entry of the target is</b> says the journal, by the version that the copy wrote last. It is told before each group of
 * writes what they are going to write and after them which versions they got, so a copy that breaks off in between, by a lost answer or
 * with its process, finds its writes again by their content.
 */
public final class Copy {

    private final CopyOptions options;
    private final Run run;

    Copy(Side from, Side to, CopyOptions options, Pace pace) {
        this.options = options;
        Journal journal = options.journal()
                .<Journal>map(store -> new StoreJournal(store, from, to))
                .orElseGet(MemoryJournal::new);
        this.run = new Run(from, to, journal, new Tally(to, options.progress()), pace, options.isOverwriting());
    }

    /**
     * Copies.
     *
     * @param from the source
     * @param to the target, which shares no entries with the source, nor with the journal of the options
     * @param options how to copy
     * @return what was done
     */
    public static CopyResult run(Side from, Side to, CopyOptions options) {
        return new Copy(from, to, options, Pace.of(options.entriesPerSecond())).run();
    }

    CopyResult run() {
        CopyResult result;
        try {
            result = passes();
        } catch (KVCancelledException e) {
            throw e;
        } catch (KVException e) {
            // An engine that is interrupted may fail in any way.
            run.tally().checkInterrupt(e);
            throw e;
        }
        run.to().copied(String.join(" ", run.from().identity().subList(0, 2)), result.toString());
        return result;
    }

    private CopyResult passes() {
        Tally tally = run.tally();
        new Check(run).check();
        byte @Nullable [] resume = run.journal().position();
        while (true) {
            tally.beginPass();
            tally.begin(Phase.COPYING);
            new Forward(run).pass(resume);
            if (options.isAtRest()) {
                tally.begin(Phase.REMOVING);
                new Reverse(run).pass();
            }
            boolean whole = resume == null;
            if ((whole && tally.isClean()) || tally.pass() == options.passes()) {
                return tally.result(options.isAtRest() && whole && tally.isEqual());
            }
            resume = null;
        }
    }
}
