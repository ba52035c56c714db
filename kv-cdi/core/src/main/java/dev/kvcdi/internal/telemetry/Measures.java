package dev.kvcdi.internal.telemetry;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.engine.EngineMeasures;
import dev.kvcdi.internal.engine.Engines;
import dev.kvcdi.internal.runtime.Readiness;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is measured whenever a reader collects: whether each store is ready, and what drivers declare. Collecting waits for an engine that
 * hangs no longer than readiness does; what is not known then is left out.
 */
final class Measures implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");

    private static final Metric READY = Metric.store(
            Metric.Kind.GAUGE,
            "kvcdi.store.ready",
            "{store}",
            "1 while the store answers and has what the application requires, 0 while it is not so.");

    private final Meter meter;
    private final Fuse fuse;
    private final List<AutoCloseable> instruments = new ArrayList<>();
    private final Set<String> drivers = new HashSet<>();

    /** The measures of which it was told that they cannot be read. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Measures(Meter meter, Fuse fuse) {
        this.meter = meter;
        this.fuse = fuse;
    }

    /** Begins to measure what a driver declares, for all engines of it that there are whenever it is collected. */
    synchronized void add(KVDriver driver, Engines engines, Readiness readiness) {
        try {
            if (drivers.isEmpty()) {
                register(READY, values -> ready(engines, readiness, values));
            }
            if (drivers.add(driver.name())) {
                for (Metric metric : driver.metrics()) {
                    register(
                            metric,
                            values -> engines.measures().stream()
                                    .filter(engine -> engine.driver().name().equals(driver.name()))
                                    .forEach(engine -> measure(engine, metric, values)));
                }
            }
        } catch (RuntimeException | LinkageError e) {
            fuse.blow(e);
        }
    }

    private void register(Metric metric, Consumer<ObservableLongMeasurement> measure) {
        Consumer<ObservableLongMeasurement> callback = values -> {
            try {
                measure.accept(values);
            } catch (RuntimeException | LinkageError e) {
                fuse.blow(e);
            }
        };
        instruments.add(
                metric.kind() == Metric.Kind.COUNTER
                        ? meter.counterBuilder(metric.name())
                                .setUnit(metric.unit())
                                .setDescription(metric.doc())
                                .buildWithCallback(callback)
                        : meter.gaugeBuilder(metric.name())
                                .ofLongs()
                                .setUnit(metric.unit())
                                .setDescription(metric.doc())
                                .buildWithCallback(callback));
    }

    private static void ready(Engines engines, Readiness readiness, ObservableLongMeasurement values) {
        Set<String> ready = readiness.reports().stream()
                .filter(report -> report.state() == Readiness.State.READY)
                .map(Readiness.Report::store)
                .collect(Collectors.toSet());
        for (EngineMeasures engine : engines.measures()) {
            for (String store : engine.stores()) {
                values.record(ready.contains(store) ? 1 : 0, ofStore(engine, store));
            }
        }
    }

    private void measure(EngineMeasures engine, Metric metric, ObservableLongMeasurement values) {
        if (metric.scope() == Metric.Scope.ENGINE) {
            record(values, read(engine, metric, () -> engine.read(metric)), ofEngine(engine));
        } else {
            for (String store : engine.stores()) {
                record(values, read(engine, metric, () -> engine.read(store, metric)), ofStore(engine, store));
            }
        }
    }

    /** Reads what a driver may fail to tell, each by itself: others have their values all the same. */
    private OptionalLong read(EngineMeasures engine, Metric metric, Supplier<OptionalLong> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | LinkageError e) {
            if (told.add(metric.name())) {
                CoreMessage.MEASURE_FAILED.logThrown(LOG, e, engine.driver().name(), metric.name());
            }
            return OptionalLong.empty();
        }
    }

    private static void record(ObservableLongMeasurement values, OptionalLong value, Attributes attributes) {
        if (value.isPresent()) {
            values.record(value.getAsLong(), attributes);
        }
    }

    private static Attributes ofEngine(EngineMeasures engine) {
        return Attributes.of(
                Names.SYSTEM,
                engine.driver().systemName(),
                Names.NAMESPACE,
                engine.application(),
                Names.STORES,
                String.join(",", engine.stores()));
    }

    private static Attributes ofStore(EngineMeasures engine, String store) {
        return Attributes.of(
                Names.SYSTEM,
                engine.driver().systemName(),
                Names.NAMESPACE,
                engine.application(),
                Names.COLLECTION,
                store);
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable instrument : instruments) {
            try {
                instrument.close();
            } catch (Exception | LinkageError e) {
                fuse.blow(e);
            }
        }
        instruments.clear();
    }
}
