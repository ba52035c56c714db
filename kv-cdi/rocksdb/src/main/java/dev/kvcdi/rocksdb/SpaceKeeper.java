package dev.kvcdi.rocksdb;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gets the database over a full disk: gives it the {@linkplain ReserveFile reserve}, so that RocksDB can write out its memory and be
 * opened again, and lets the application write again only when there is room for the reserve once more.
 */
final class SpaceKeeper {

    /** RocksDB itself looks for room every five seconds. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONG_PAUSE = Duration.ofMinutes(5);

    /** Checks with enough room after which RocksDB is not waited for any longer. */
    private static final int PATIENCE = 30;

    private final Database database;
    private final ReserveFile reserve;
    private final long neededBytes;
    private final LongSupplier usableBytes;
    private final Background background;
    private final System.Logger logger;
    private int disappointments;

    /**
     * Makes the keeper.
     *
     * @param neededBytes the room, beside the reserve, that RocksDB needs to go on
     * @param usableBytes tells the free space of the file system
     */
    SpaceKeeper(
            Database database,
            ReserveFile reserve,
            long neededBytes,
            LongSupplier usableBytes,
            Background background,
            System.Logger logger) {
        this.database = database;
        this.reserve = reserve;
        this.neededBytes = neededBytes;
        this.usableBytes = usableBytes;
        this.background = background;
        this.logger = logger;
    }

    void start() {
        database.health().whenFull(this::full);
        background.later(Duration.ZERO, this::fill);
    }

    private void fill() {
        if (database.health().isGood() && !reserve.fill()) {
            RocksDbMessage.NO_ROOM_FOR_RESERVE.log(logger, database.folder(), reserve.bytes());
            background.later(LONG_PAUSE, this::fill);
        }
    }

    /** Begins to wait for room; called once until there is. */
    private void full() {
        reserve.release();
        disappointments = 0;
        background.later(PAUSE, this::look);
    }

    private void look() {
        if (usableBytes.getAsLong() < reserve.bytes() + neededBytes) {
            background.later(PAUSE, this::look);
        } else if (database.takesWrites() && reserve.fill()) {
            RocksDbMessage.ROOM_AGAIN.log(logger, database.folder());
            database.health().recovered();
        } else if (++disappointments == PATIENCE) {
            database.health().giveUp();
        } else {
            background.later(PAUSE, this::look);
        }
    }
}
