package dev.kvcdi.servers.inside;

import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A driver with a periodic task, as the drivers sweep what has expired. */
public class TaskDriver extends OwnDriver {

    private static final List<Surroundings> TASKS = new CopyOnWriteArrayList<>();

    /** What surrounded the runs of the task so far. */
    public static List<Surroundings> tasks() {
        return TASKS;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The core cancels it.
    public Engine connect(ConnectionConfig config, DriverContext context) {
        Engine engine = super.connect(config, context);
        context.scheduler().scheduleWithFixedDelay(() -> TASKS.add(Surroundings.here()), 0, 10, TimeUnit.MILLISECONDS);
        return engine;
    }
}
