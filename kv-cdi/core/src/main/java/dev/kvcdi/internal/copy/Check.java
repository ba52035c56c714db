package dev.kvcdi.internal.copy;

import dev.kvcdi.Capability;
import dev.kvcdi.KVInvalidKeyException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.internal.copy.Side.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What has to hold before anything is written: what the target can do, and that it takes what the source has. */
final class Check {

    private final Run run;
    private final Side to;
    private final boolean values;
    private final boolean keys;
    private long tooLargeValues;
    private long largestValue;
    private long tooLongKeys;

    Check(Run run) {
        this.run = run;
        this.to = run.to();
        this.values = to.largestValue() < run.from().largestValue();
        this.keys = to.longestKey() < run.from().longestKey();
    }

    void check() {
        // What the target can do is known for certain once it was reached.
        to.part(1, false, null);
        if (!to.hasConditions()) {
            throw new KVUnsupportedException(
                    to.context(),
                    "the target lacks the capability " + Capability.CONDITIONAL_WRITES
                            + ", without which a copy could overwrite what others write; nothing was copied. Choose another"
                            + " driver.",
                    null);
        }
        checkEmptyKey();
        if (values || keys) {
            look();
        }
    }

    /** The one key that can be too short. */
    private void checkEmptyKey() {
        Side from = run.from();
        if (from.canHave("")
                && !to.canHave("")
                && from.getAll(List.of("")).get(0).isPresent()) {
            throw new KVInvalidKeyException(
                    to.context(),
                    "the source has an entry whose key is its prefix and nothing more, which is no key without a prefix;"
                            + " nothing was copied. Copy to a view with a prefix.",
                    null);
        }
    }

    private void look() {
        Parts parts = new Parts(run.from(), values ? run.entriesAtOnce() : run.keysAtOnce(), values, null);
        for (Side.Part part = parts.next(); part != null; part = parts.next()) {
            run.pace().pass(part.items().size());
            part.items().forEach(this::look);
            run.tally().report();
        }
        if (tooLargeValues > 0) {
            throw new KVLimitException(
                    to.context(),
                    "the source has " + tooLargeValues + " values of up to " + largestValue
                            + " bytes that are too large for the target, whose limit is " + to.largestValue()
                            + "; nothing was copied. Raise the target's kv.max-value-bytes where the engine allows it.",
                    null);
        }
        if (tooLongKeys > 0) {
            throw new KVInvalidKeyException(
                    to.context(),
                    "the source has " + tooLongKeys + " keys of more than " + to.longestKey()
                            + " bytes, the most behind the target's prefix; nothing was copied. Shorten the prefix.",
                    null);
        }
    }

    private void look(Item item) {
        int size = item.stored().value().length;
        if (values && size > to.largestValue()) {
            tooLargeValues++;
            largestValue = Math.max(largestValue, size);
        }
        if (keys && item.key().getBytes(StandardCharsets.UTF_8).length > to.longestKey()) {
            tooLongKeys++;
        }
    }
}
