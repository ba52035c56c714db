package dev.kvcdi.internal.copy;

import dev.kvcdi.CopyCount;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.internal.copy.Side.Item;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pass through the target: what the copy wrote there and the source has no longer is removed. */
final class Reverse {

    private final Run run;
    private final Side to;
    private final Tally tally;

    Reverse(Run run) {
        this.run = run;
        this.to = run.to();
        this.tally = run.tally();
    }

    void pass() {
        Parts parts = new Parts(to, run.keysAtOnce(), false, null);
        for (Side.Part part = parts.next(); part != null; part = parts.next()) {
            List<Item> items = part.items();
            for (int begin = 0; begin < items.size(); begin += run.entriesAtOnce()) {
                List<Item> some = items.subList(begin, Math.min(items.size(), begin + run.entriesAtOnce()));
                run.pace().pass(some.size());
                tally.checkInterrupt(null);
                remove(missing(some));
            }
            tally.report();
        }
    }

    /** The keys that the source lacks, or cannot have at all. */
    private List<String> missing(List<Item> items) {
        List<String> keys = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        items.stream().map(Item::key).distinct().forEach(key -> (run.from().canHave(key) ? keys : missing).add(key));
        List<Optional<StoredEntry>> found =
                keys.isEmpty() ? List.of() : run.from().getAll(keys);
        for (int i = 0; i < keys.size(); i++) {
            if (found.get(i).isEmpty()) {
                missing.add(keys.get(i));
            }
        }
        return missing;
    }

    private void remove(List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        Map<String, Claim> claims = run.journal().claims(keys);
        List<Optional<StoredEntry>> targets = to.getAll(keys);
        List<String> removed = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            StoredEntry target = targets.get(i).orElse(null);
            Claim claim = claims.get(keys.get(i));
            if (target == null) {
                continue;
            }
            if (claim == null || !claim.covers(target)) {
                tally.count(CopyCount.FOREIGN);
            } else if (removed(keys.get(i), target)) {
                tally.count(CopyCount.REMOVED);
                removed.add(keys.get(i));
            } else {
                tally.count(CopyCount.UNSETTLED);
            }
        }
        if (!removed.isEmpty()) {
            run.journal().forget(removed);
        }
    }

    private boolean removed(String key, StoredEntry target) {
        tally.checkInterrupt(null);
        try {
            return to.delete(key, target.version());
        } catch (KVOutcomeUnknownException e) {
            tally.checkInterrupt(e);
            return to.getAll(List.of(key)).get(0).isEmpty();
        }
    }
}
