package dev.kvcdi.internal.layer;

import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.Backend;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The order of the layers. From the view to the engine: {@linkplain LoggingLayer logging} and telemetry, which therefore see refusals
 * too, {@linkplain LimitLayer limits}, {@linkplain CapabilityLayer capabilities}, {@linkplain BatchLayer batches}.
 */
public final class Layers {

    private Layers() {}

    /**
     * Puts the layers around a store's backend.
     *
     * @param context the store
     * @param backend what the life cycle guards: it fails with {@link dev.kvcdi.spi.EngineException} when closed or unavailable
     * @param telemetry puts the layer of telemetry around another one, or gives that back where there is none
     * @return the backend for the views
     */
    public static Backend around(StoreContext context, Backend backend, UnaryOperator<Backend> telemetry) {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(backend, "backend");
        Backend batching = new BatchLayer(context, backend);
        Backend capable = new CapabilityLayer(batching);
        Backend limited = new LimitLayer(context, capable);
        return new LoggingLayer(context, telemetry.apply(limited));
    }
}
