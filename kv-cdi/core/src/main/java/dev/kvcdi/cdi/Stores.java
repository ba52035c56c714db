package dev.kvcdi.cdi;

import dev.kvcdi.Codec;
import dev.kvcdi.internal.config.Configuration;
import dev.kvcdi.internal.runtime.Readiness.Report;
import dev.kvcdi.internal.runtime.StoreRuntime;
import dev.kvcdi.internal.runtime.Telemetry;
import dev.kvcdi.internal.view.Views.OpenStore;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores of one application, opened when it starts or when the first of them is used. */
final class Stores {

    private final Configuration configuration;
    private final Codecs codecs;
    private final ClassLoader loader;
    private final Supplier<Telemetry> telemetry;

    /** Changed under the lock; read without it by whoever must not wait for the look-ups that making it takes. */
    private volatile @Nullable StoreRuntime runtime;

    private boolean closed;

    /**
     * Makes the stores, none of them open.
     *
     * @param telemetry finds who observes them; asked when they are opened, since beans can be used only then
     */
    Stores(Configuration configuration, Codecs codecs, ClassLoader loader, Supplier<Telemetry> telemetry) {
        this.configuration = configuration;
        this.codecs = codecs;
        this.loader = loader;
        this.telemetry = telemetry;
    }

    /** Begins to open all stores, unless that was done before. Does not wait for any. */
    void start() {
        StoreRuntime started = runtime();
        new TreeSet<>(configuration.stores()).forEach(name -> started.store(name, configuration::plan));
    }

    /** Threads are looked up as late as this, when the application's naming is complete. */
    private synchronized StoreRuntime runtime() {
        StoreRuntime started = runtime;
        if (started == null) {
            started = new StoreRuntime(
                    InstantSource.system(),
                    configuration.timeout(),
                    loader,
                    Server.threads(loader),
                    closed ? Telemetry.NONE : telemetry.get());
            if (closed) {
                started.close();
            }
            runtime = started;
        }
        return started;
    }

    OpenStore store(String name) {
        return runtime().store(name, configuration::plan);
    }

    Object view(String name, Type value, BeanManager manager) {
        OpenStore store = store(name);
        if (value == byte[].class) {
            return store.bytes();
        }
        Codec<?> codec = codecs.find(value, manager).orElse(null);
        return codec == null ? store.jsonOf(value) : store.as(codec);
    }

    /** Tells how the stores are; nothing before the application has started. */
    List<Report> reports() {
        StoreRuntime started = runtime;
        return started == null ? List.of() : started.readiness().reports();
    }

    void close() {
        StoreRuntime started;
        synchronized (this) {
            closed = true;
            started = runtime;
        }
        try {
            if (started != null) {
                started.close();
            }
        } finally {
            codecs.release();
        }
    }
}
