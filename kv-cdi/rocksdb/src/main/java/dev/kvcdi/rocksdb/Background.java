package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.DriverContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs one kind of work of an open database on the server's threads: none begins after the closing has, and the closing waits for what runs.
 */
final class Background {

    private final ScheduledExecutorService scheduler;
    private final System.Logger logger;
    private final Database database;
    private volatile boolean failed;

    Background(DriverContext context, Database database) {
        this.scheduler = context.scheduler();
        this.logger = context.logger();
        this.database = database;
    }

    /** Runs a task once, after a pause. */
    void later(Duration pause, Runnable task) {
        try {
            Future<?> unused = scheduler.schedule(() -> run(task), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The engine is about to be closed.
            logger.log(System.Logger.Level.DEBUG, "Background work ends", e);
        }
    }

    /** Runs a task again and again, with a pause before each time. */
    void repeatedly(Duration pause, Runnable task) {
        later(pause, () -> {
            try {
                task.run();
            } finally {
                repeatedly(pause, task);
            }
        });
    }

    /** Runs a task and logs its defect, which a scheduler would drop unseen: once until it works again, as most tasks come again soon. */
    private void run(Runnable task) {
        try {
            database.whileOpen(task);
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                RocksDbMessage.BACKGROUND_DEFECT.logThrown(logger, e, database.folder());
            }
            failed = true;
        }
    }
}
