package dev.kvcdi.internal.copy;

import dev.kvcdi.Condition;
import dev.kvcdi.CopyCount;
import dev.kvcdi.KVException;
import dev.kvcdi.KVLimitException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.Version;
import dev.kvcdi.internal.copy.Side.Item;
import dev.kvcdi.spi.StoredEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group of writes to the target. The journal is told before them what is going to be written, so that it is known even if the copy
 * ends among them, and after them that what was certainly not written is not the copy's: others may write just the same there.
 */
final class Writes {

    private final Run run;
    private final Side to;
    private final Tally tally;
    private final Map<String, Write> unwritten = new LinkedHashMap<>();
    private final Map<String, Claim> written = new HashMap<>();

    Writes(Run run) {
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
    record Write(Item item, Condition condition, @Nullable Claim before) {}

    /** Adds an entry, unless it has expired. */
    void add(Write write) {
        StoredEntry content = write.item().stored();
        if (expired(content)) {
            tally.count(CopyCount.EXPIRED);
            return;
        }
        checkSize(content);
        unwritten.put(write.item().key(), write);
    }

    /** Writes what was added, and returns what the journal is still to be told. */
    Map<String, Claim> write() {
        if (unwritten.isEmpty()) {
            return Map.of();
        }
        Map<String, Claim> sending = new HashMap<>();
        unwritten.forEach((key, write) ->
                sending.put(key, Claim.sending(write.before(), write.item().stored())));
        run.journal().claim(sending);
        try {
            for (Write write : List.copyOf(unwritten.values())) {
                tally.checkInterrupt(null);
                write(write);
            }
        } catch (KVException e) {
            settleAfter(e);
            throw e;
        }
        return settled();
    }

    private void write(Write write) {
        String key = write.item().key();
        StoredEntry content = write.item().stored();
        if (expired(content)) {
            tally.count(CopyCount.EXPIRED);
            return;
        }
        Optional<Version> version;
        try {
            version = to.put(key, content, write.condition());
        } catch (KVOutcomeUnknownException e) {
            // Neither written nor unwritten: the claim stays open.
            unwritten.remove(key);
            tally.checkInterrupt(e);
            version = to.getAll(List.of(key))
                    .get(0)
                    .filter(found -> Forward.sameContent(content, found))
                    .map(StoredEntry::version);
        }
        if (version.isEmpty()) {
            tally.count(CopyCount.UNSETTLED);
            return;
        }
        tally.count(CopyCount.COPIED);
        unwritten.remove(key);
        written.put(key, Claim.written(version.get()));
    }

    /** Forgets the claims to what was not written, and returns those that take the place of the others. */
    private Map<String, Claim> settled() {
        Map<String, Claim> settled = new HashMap<>(written);
        List<String> unclaimed = new ArrayList<>();
        unwritten.forEach((key, write) -> {
            if (write.before() == null) {
                unclaimed.add(key);
            } else {
                settled.put(key, write.before());
            }
        });
        if (!unclaimed.isEmpty()) {
            run.journal().forget(unclaimed);
        }
        return settled;
    }

    /**
     * Tells the journal at once, since the copy ends; what it cannot be told stays open. Where it ends by an interrupt, the journal is told
     * all the same: engines send nothing for a thread that is interrupted.
     */
    private void settleAfter(KVException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            run.journal().claim(settled());
        } catch (KVException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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
}
