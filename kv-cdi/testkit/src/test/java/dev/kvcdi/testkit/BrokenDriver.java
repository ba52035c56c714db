package dev.kvcdi.testkit;

import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.StoreConfig;
import java.time.InstantSource;

/** The in-memory driver with a defect. */
final class BrokenDriver extends WrappedDriver {

    private final Defect.Breaking breaking;
    private volatile InstantSource clock = InstantSource.system();

    BrokenDriver(Defect.Breaking breaking) {
        super(new MemoryDriver());
        this.breaking = breaking;
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        clock = context.clock();
        return super.connect(config, context);
    }

    @Override
    Backend around(ConnectionConfig connection, StoreConfig store, Backend backend) {
        return breaking.broken(backend, clock);
    }
}
