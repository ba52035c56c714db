package dev.kvcdi.internal.engine;

import dev.kvcdi.internal.TimeLeft;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.KVDriver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One successful connection: the engine, the gate that its calls pass, and its tasks. It is also what the driver sees of the core. */
final class Link implements DriverContext {

    private final Surroundings surroundings;
    private final System.Logger logger;
    private final EngineScheduler scheduler;
    private final Gate gate = new Gate();
    private final AtomicReference<@Nullable EngineException> broken = new AtomicReference<>();
    private final BiConsumer<Link, EngineException> onBroken;
    private final Map<String, Backend> backends = new LinkedHashMap<>();
    private @Nullable Engine engine;

    private Link(Surroundings surroundings, System.Logger logger, BiConsumer<Link, EngineException> onBroken) {
        this.surroundings = surroundings;
        this.logger = logger;
        this.scheduler = new EngineScheduler(surroundings.scheduler());
        this.onBroken = onBroken;
    }

    /**
     * Connects once.
     *
     * @param driver the driver
     * @param config the connection's configuration
     * @param surroundings what the engine lives in
     * @param onBroken told once when the driver asks to connect again
     * @return the connection
     */
    static Link connect(
            KVDriver driver,
            ConnectionConfig config,
            Surroundings surroundings,
            BiConsumer<Link, EngineException> onBroken) {
        var link = new Link(surroundings, System.getLogger("dev.kvcdi.driver." + driver.name()), onBroken);
        try {
            link.engine = Objects.requireNonNull(driver.connect(config, link), "connect returned null");
            return link;
        } finally {
            if (link.engine == null) {
                link.scheduler.cancelAll();
            }
        }
    }

    Engine engine() {
        return Objects.requireNonNull(engine, "connected");
    }

    /**
     * Returns the backends of the stores that were opened. Only the thread that opens and closes uses them here.
     *
     * @return the backends, by their stores, to be added to
     */
    Map<String, Backend> backends() {
        return backends;
    }

    Gate gate() {
        return gate;
    }

    /**
     * Returns why the driver asked to connect again.
     *
     * @return the failure, or null when it did not
     */
    @Nullable EngineException broken() {
        return broken.get();
    }

    /**
     * Closes the engine once no call and no task uses it any longer; not before, since native code would crash the server.
     *
     * @param giveUp asked now and then while calls or tasks run: true ends the wait and leaves the engine open
     * @param last what is done when nothing uses the engine any longer, just before it is closed
     * @return whether the engine was closed
     */
    boolean close(BooleanSupplier giveUp, Runnable last) {
        gate.close();
        if (!gate.awaitEmpty(giveUp)) {
            return false;
        }
        scheduler.cancelAll();
        if (!scheduler.gate().awaitEmpty(giveUp)) {
            return false;
        }
        last.run();
        engine().close();
        return true;
    }

    @Override
    public InstantSource clock() {
        return surroundings.clock();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public Duration timeout() {
        return TimeLeft.of(surroundings.timeout());
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public void reconnect(EngineException cause) {
        if (broken.compareAndSet(null, Objects.requireNonNull(cause, "cause"))) {
            onBroken.accept(this, cause);
        }
    }
}
