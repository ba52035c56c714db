package dev.kvcdi.internal.copy;

import dev.kvcdi.Condition;
import dev.kvcdi.CopyCount;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.Version;
import dev.kvcdi.internal.copy.Side.Item;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
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

    /**
     * An entry that is to be written.
     *
     * @param item the entry
     * @param condition what must hold of the target's entry
     * @param before what the journal says of it
     */
    private record Write(
            Item item, Condition condition, @Nullable Claim before) {}

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
        List<Write> writes = new ArrayList<>();
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
        write(writes, settled);
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

    /** Writes what still has to be, having told the journal so that what was written is known even if this call does not return. */
    private void write(List<Write> wanted, Map<String, Claim> settled) {
        List<Write> writes = new ArrayList<>(wanted.size());
        Map<String, Claim> sending = new HashMap<>();
        for (Write write : wanted) {
            StoredEntry content = write.item().stored();
            if (expired(content)) {
                tally.count(CopyCount.EXPIRED);
                continue;
            }
            checkSize(content);
            writes.add(write);
            sending.put(write.item().key(), Claim.sending(write.before(), content));
        }
        if (writes.isEmpty()) {
            return;
        }
        run.journal().claim(sending);
        for (Write write : writes) {
            tally.checkInterrupt(null);
            Version version = write(write);
            if (version != null) {
                tally.count(CopyCount.COPIED);
                settled.put(write.item().key(), Claim.written(version));
            }
        }
    }

    /** Writes an entry; null when that stays open. */
    private @Nullable Version write(Write write) {
        String key = write.item().key();
        StoredEntry content = write.item().stored();
        if (expired(content)) {
            tally.count(CopyCount.EXPIRED);
            return null;
        }
        Version version;
        try {
            version = to.put(key, content, write.condition()).orElse(null);
        } catch (KVOutcomeUnknownException e) {
            tally.checkInterrupt(e);
            StoredEntry found = to.getAll(List.of(key)).get(0).orElse(null);
            version = found != null && sameContent(content, found) ? found.version() : null;
        }
        if (version == null) {
            tally.count(CopyCount.UNSETTLED);
        }
        return version;
    }

    /** Tells whether an entry has expired on either side, whose clocks may differ. */
    private boolean expired(StoredEntry content) {
        return StoredEntry.expired(content.expiryMillis(), Math.max(run.from().now(), to.now()));
    }

    private void checkSize(StoredEntry content) {
        if (content.value().length > to.largestValue()) {
            throw new KVLimitException(
                    to.context(),
                    "the source has a value of " + content.value().length + " bytes, and the limit of the target is "
                            + to.largestValue()
                            + ". What was copied before stays. Raise kv.max-value-bytes where the engine allows it.",
                    null);
        }
    }

    static boolean sameContent(StoredEntry one, StoredEntry other) {
        return one.expiryMillis() == other.expiryMillis() && Arrays.equals(one.value(), other.value());
    }
}
