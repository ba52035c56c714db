package dev.kvcdi.internal.memory;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.StoreConfig;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The stores that one connection to memory keeps until it is closed. */
final class MemoryEngine implements Engine {

    private static final long SWEEP_MILLIS = 1_000;

    private final Map<String, MemoryTable> tables = new ConcurrentHashMap<>();
    private final DriverContext context;
    private final Set<Capability> capabilities;
    private final ScheduledFuture<?> sweeping;

    MemoryEngine(DriverContext context, Set<Capability> capabilities) {
        this.context = context;
        this.capabilities = Set.copyOf(capabilities);
        this.sweeping = context.scheduler()
                .scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Backend open(StoreConfig config) {
        return new MemoryBackend(
                tables.computeIfAbsent(config.name(), name -> new MemoryTable(context.clock())), capabilities);
    }

    private void sweep() {
        tables.values().forEach(MemoryTable::sweep);
    }

    @Override
    public void close() {
        sweeping.cancel(false);
        tables.values().forEach(MemoryTable::close);
    }
}
