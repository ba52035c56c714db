package dev.kvcdi.sample.events;

import dev.kvcdi.sample.SampleStores;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What runs while somebody listens: the watches of the stores, and the heartbeat. */
final class Program {

    /** Shorter than the time after which proxies give up on a silent connection. */
    private static final long HEARTBEAT_SECONDS = 15;

    private static final System.Logger LOG = System.getLogger(Program.class.getName());

    private final List<StoreWatch> watches;
    private final Runnable beat;
    private @Nullable ScheduledFuture<?> heartbeat;
    private boolean stopped;

    private Program(List<StoreWatch> watches, Runnable beat) {
        this.watches = watches;
        this.beat = beat;
    }

    /**
     * Starts to watch all stores.
     *
     * @param events takes the changes
     * @param beat is called at each heartbeat
     */
    static Program start(
            SampleStores stores, ScheduledExecutorService scheduler, Consumer<StoreEvent> events, Runnable beat) {
        Program program = new Program(
                stores.all().stream()
                        .map(used -> new StoreWatch(used.store(), events))
                        .toList(),
                beat);
        try {
            program.begin(scheduler);
        } catch (RuntimeException failed) {
            program.stop();
            throw failed;
        }
        return program;
    }

    private synchronized void begin(ScheduledExecutorService scheduler) {
        heartbeat =
                scheduler.scheduleWithFixedDelay(this::tick, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        watches.forEach(StoreWatch::open);
    }

    /** Ends the watches and the heartbeat. Must not be called under a lock that telling a change takes. */
    void stop() {
        ScheduledFuture<?> ticking;
        synchronized (this) {
            stopped = true;
            ticking = heartbeat;
        }
        if (ticking != null) {
            ticking.cancel(false);
        }
        watches.forEach(StoreWatch::close);
    }

    private void tick() {
        try {
            watchAgain();
            beat.run();
        } catch (RuntimeException unforeseen) {
            // An exception would end the heartbeat for good.
            LOG.log(Level.ERROR, "A heartbeat of the listeners failed", unforeseen);
        }
    }

    private synchronized void watchAgain() {
        if (!stopped) {
            watches.stream().filter(StoreWatch::open).forEach(StoreWatch::tellLost);
        }
    }
}
