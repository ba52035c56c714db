package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Removes expired entries in the background, led by the {@linkplain ExpiryIndex index}. An entry is removed under the lock of its key
 * after its record was read again, so that what was written meanwhile stays. Nobody is told, as an expired entry is absent already.
 */
final class ExpirySweep {

    /** Entries of a store that a run removes at most. */
    private static final int MOST = 1_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The pause while there is more to remove: a third of the time at most is spent here. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

    private final Database database;
    private final Supplier<Collection<Family>> families;
    private final Background background;
    private final System.Logger logger;

    /** Up to which expiry a store's index was swept: what is before are RocksDB's markers of removed entries, slow to pass over. */
    private final Map<Integer, Long> swept = new HashMap<>();

    private boolean failed;

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
        }
        background.later(more && !failed ? SHORT_PAUSE : PAUSE, this::run);
    }

    private void report(Exception e) {
        if (!failed) {
            logger.log(
                    System.Logger.Level.WARNING, "Expired entries cannot be removed for now; they stay invisible", e);
        }
        failed = true;
    }

    /** Removes a bounded number of a store's expired entries and returns how many index entries it went through. */
    private int sweep(Family family) throws RocksDBException {
        List<byte[]> expired = expired(family);
        for (byte[] entry : expired) {
            remove(family, entry);
            swept.put(family.id(), ExpiryIndex.expiryMillis(entry));
        }
        return expired.size();
    }

    private List<byte[]> expired(Family family) throws RocksDBException {
        long now = database.nowMillis();
        long from = swept.getOrDefault(family.id(), 0L);
        if (from > now) {
            // The clock was set back.
            from = 0;
        }
        List<byte[]> entries = new ArrayList<>();
        try (RocksIterator index = database.db().newIterator(database.index())) {
            index.seek(ExpiryIndex.start(family.id(), from));
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

    private void remove(Family family, byte[] entry) {
        Key key = ExpiryIndex.key(entry);
        StripedLocks.Held held = database.locks().lock(family.id(), key);
        try {
            Mutation mutation = new Mutation();
            mutation.delete(database.index(), entry);
            @Nullable Header current = database.header(family, key.utf8());
            if (current != null && current.expiryMillis() == ExpiryIndex.expiryMillis(entry)) {
                mutation.delete(family.handle(), key.utf8());
            }
            database.committer().commitUnsynced(mutation);
        } finally {
            held.release();
        }
    }
}
