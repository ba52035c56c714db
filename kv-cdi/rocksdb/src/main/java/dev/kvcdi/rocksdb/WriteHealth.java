package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Whether the database takes writes. After a failure it takes none, which spares writers RocksDB's stored answer to another write, and
 * gives them a definite one.
 *
 * <p>A full disk ends by itself. After a failure of the disk RocksDB must be opened again. Damaged files stay damaged: reads go on.
 */
final class WriteHealth {

    private final AtomicReference<@Nullable EngineException> refusal = new AtomicReference<>();
    private final AtomicLong errorCount = new AtomicLong();
    private final RocksDbErrors errors;
    private final DriverContext context;
    private volatile Runnable whenFull = () -> {};

    WriteHealth(RocksDbErrors errors, DriverContext context) {
        this.errors = errors;
        this.context = context;
    }

    /** Sets what is done when the disk is found full. */
    void whenFull(Runnable action) {
        whenFull = action;
    }

    /**
     * Refuses a write that would fail.
     *
     * @throws EngineException if the database takes no writes now
     */
    void check() {
        EngineException why = refusal.get();
        if (why != null) {
            throw new EngineException(why.kind(), String.valueOf(why.getMessage()), why.getCause());
        }
    }

    /** Returns how often a write failed, or a sync of the log, and further writes were refused therefore. */
    long errorCount() {
        return errorCount.get();
    }

    boolean isGood() {
        return refusal.get() == null;
    }

    /** Takes note of a failed write, and returns its failure. */
    EngineException failed(RocksDBException e) {
        refuse(errors.refusal(e));
        return errors.write(e);
    }

    /**
     * Takes note that the log could not be brought to the disk, and returns that failure. It is like a failed write: RocksDB syncs this log
     * no more, and opening the database again writes out what is in it.
     */
    EngineException notSynced(RocksDBException e) {
        refuse(errors.refusal(e));
        return errors.sync(e);
    }

    private void refuse(EngineException why) {
        if (refusal.compareAndSet(null, why)) {
            // Before the database is given up, after which nobody reads it.
            errorCount.incrementAndGet();
            RocksDbMessage.WRITES_REFUSED.log(context.logger(), why.getMessage());
            if (why.kind() == Kind.STORAGE_FULL) {
                whenFull.run();
            } else if (why.kind() != Kind.CORRUPTION) {
                context.reconnect(why);
            }
        }
    }

    /** Takes writes again after a full disk. */
    void recovered() {
        refusal.set(null);
    }

    /** Takes no writes any longer. */
    void close() {
        refusal.compareAndSet(null, new EngineException(Kind.CLOSED, "The database is closed", null));
    }

    /** Gives the database up that did not recover in time. */
    void giveUp() {
        EngineException why = refusal.get();
        if (why != null) {
            context.reconnect(why);
        }
    }
}
