package dev.kvcdi.internal.copy;

import dev.kvcdi.Condition;
import dev.kvcdi.CopyCount;
import dev.kvcdi.internal.copy.Side.Item;
import dev.kvcdi.internal.copy.Writes.Write;
import dev.kvcdi.spi.StoredEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pass through the source: what the target lacks is written to it. */
final class Forward {

    private final Run run;
    private final Side to;
    private final Tally tally;

    Forward(Run run) {
        this.run = run;
        this.to = run.to();
        this.tally = run.tally();
    }

    /** Goes through the source, from a position of an earlier pass on if one is given. */
    void pass(byte @Nullable [] resume) {
        Parts parts = new Parts(run.from(), run.entriesAtOnce(), true, resume);
        for (Side.Part part = parts.next(); part != null; part = parts.next()) {
            run.pace().pass(part.items().size());
            tally.checkInterrupt(null);
            copy(part);
            tally.report();
        }
    }

    private void copy(Side.Part part) {
        Map<String, Item> items = new LinkedHashMap<>();
        part.items().forEach(item -> items.put(item.key(), item));
        tally.count(CopyCount.LISTED, items.size());
        List<String> keys = List.copyOf(items.keySet());
        Map<String, Claim> claims = run.journal().claims(keys);
        Map<String, Claim> settled = new HashMap<>();
        Writes writes = new Writes(run);
        List<Optional<StoredEntry>> targets = keys.isEmpty() ? List.of() : to.getAll(keys);
        int at = 0;
        for (Item item : items.values()) {
            StoredEntry target = targets.get(at++).orElse(null);
            Claim claim = claims.get(item.key());
            Write write = compare(item, target, claim);
            if (write != null) {
                writes.add(write);
            } else if (target != null && claim != null && claim.isOpen() && claim.covers(target)) {
                settled.put(item.key(), Claim.written(target.version()));
            }
        }
        settled.putAll(writes.write());
        run.journal().reached(settled, part.next());
    }

    /** What is to be written, null for nothing. */
    private @Nullable Write compare(Item item, @Nullable StoredEntry target, @Nullable Claim claim) {
        if (target == null) {
            return new Write(item, Condition.absent(), claim);
        }
        if (sameContent(item.stored(), target)) {
            tally.count(CopyCount.UNCHANGED);
            return null;
        }
        boolean ours = claim != null && claim.covers(target);
        if (ours || run.overwriting()) {
            // The version that the claim may lack, since the answer to its write was lost, is known now.
            return new Write(item, Condition.version(target.version()), ours ? Claim.written(target.version()) : null);
        }
        tally.count(CopyCount.CONFLICTS);
        return null;
    }

    static boolean sameContent(StoredEntry one, StoredEntry other) {
        return one.expiryMillis() == other.expiryMillis() && Arrays.equals(one.value(), other.value());
    }
}
