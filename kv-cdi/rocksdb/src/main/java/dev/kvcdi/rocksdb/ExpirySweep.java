package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Removes expired entries in the background, led by the {@linkplain ExpiryIndex index}. An entry is removed under the lock of its key
 * after its record was read again, so that what was written meanwhile stays. Nobody is told, as an expired entry is absent already.
 */
final class ExpirySweep {

    /** Entries of a store that a run looks at, at most. */
    private static final int MOST = 1_000;

    /** Entries that are removed in one write, under the locks of their keys. */
    private static final int TOGETHER = 100;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The pause while there is more to remove: a third of the time at most is spent here. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

    private final Database database;
    private final Supplier<Collection<Family>> families;
    private final Background background;
    private final System.Logger logger;

    /**
     * Where a store's index goes on: what is before are RocksDB's markers of removed entries, slow to pass over, and entries that were left
     * alone, of which there may be any number with one expiry.
     */
    private final Map<Integer, byte[]> positions = new HashMap<>();

    private boolean failed;

    /** Whether an entry was left alone. It is looked at again, and would be told of each time. */
    private boolean left;

    ExpirySweep(Database database, Supplier<Collection<Family>> families, Background background, System.Logger logger) {
        this.database = database;
        this.families = families;
        this.background = background;
        this.logger = logger;
    }

    /** Begins to sweep, until the database is closed. */
    void start() {
        background.later(SHORT_PAUSE, this::run);
    }

    private void run() {
        boolean more = false;
        try {
            for (Family family : families.get()) {
                more |= family.expiring() && sweep(family) == MOST;
            }
            failed = false;
        } catch (RocksDBException | EngineException e) {
            report(e);
        } finally {
            background.later(more && !failed ? SHORT_PAUSE : PAUSE, this::run);
        }
    }

    private void report(Exception e) {
        if (!failed) {
            RocksDbMessage.SWEEP_FAILED.logThrown(logger, e, database.folder());
        }
        failed = true;
    }

    /** Removes a bounded number of a store's expired entries and returns how many index entries it went through. */
    private int sweep(Family family) throws RocksDBException {
        List<byte[]> expired = expired(family);
        for (int begin = 0; begin < expired.size(); begin += TOGETHER) {
            List<byte[]> piece = expired.subList(begin, Math.min(expired.size(), begin + TOGETHER));
            remove(family, piece);
            positions.put(family.id(), piece.get(piece.size() - 1));
        }
        return expired.size();
    }

    private List<byte[]> expired(Family family) throws RocksDBException {
        long now = database.nowMillis();
        byte[] from = position(family, now);
        positions.put(family.id(), from);
        List<byte[]> entries = new ArrayList<>();
        try (RocksIterator index = database.db().newIterator(database.index())) {
            index.seek(from);
            for (; index.isValid() && entries.size() < MOST; index.next()) {
                byte[] entry = index.key();
                if (ExpiryIndex.familyId(entry) != family.id() || ExpiryIndex.expiryMillis(entry) > now) {
                    break;
                }
                entries.add(entry);
            }
            index.status();
        }
        return entries;
    }

    private byte[] position(Family family, long now) {
        byte[] start = ExpiryIndex.start(family.id(), 0);
        long late = family.lookThrough(now);
        byte[] reached = positions.getOrDefault(family.id(), start);
        long from = Math.min(late, ExpiryIndex.expiryMillis(reached));
        if (from > now) {
            // The clock was set back.
            return start;
        }
        return late == from ? ExpiryIndex.start(family.id(), late) : reached;
    }

    /**
     * Removes entries in one write. It waits for the disk like any other: were it allowed not to, a power cut could leave a gap in the
     * log that looks like damage.
     */
    private void remove(Family family, List<byte[]> entries) {
        Deadline deadline = database.deadline();
        StripedLocks.Held held = database.locks()
                .lockAll(family.id(), entries.stream().map(ExpiryIndex::key).toList(), deadline);
        try {
            Mutation mutation = new Mutation();
            for (byte[] entry : entries) {
                add(family, entry, mutation);
            }
            if (!mutation.isEmpty()) {
                database.committer().commit(mutation, deadline);
            }
        } finally {
            held.release();
        }
    }

    private void add(Family family, byte[] entry, Mutation mutation) {
        byte[] key = ExpiryIndex.key(entry).utf8();
        try {
            Header current = database.header(family, key);
            mutation.delete(database.index(), entry);
            if (current != null && current.expiryMillis() == ExpiryIndex.expiryMillis(entry)) {
                mutation.delete(family.handle(), key);
            }
        } catch (EngineException e) {
            if (e.kind() != Kind.UNSUPPORTED && e.kind() != Kind.CORRUPTION) {
                throw e;
            }
            leave(e);
        }
    }

    /** Leaves an entry alone whose record cannot be read, with its place in the index: a newer version of the driver may sweep it. */
    private void leave(EngineException e) {
        if (!left) {
            RocksDbMessage.ENTRY_NOT_SWEPT.logThrown(logger, e, database.folder());
        }
        left = true;
    }
}
