package dev.kvcdi.benchmarks;

import dev.kvcdi.KVStore;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads of a thousand keys in memory, where telemetry costs most beside what is measured: without it, switched off, and on. */
public class TelemetryBenchmark {

    /** Called by JMH. */
    public TelemetryBenchmark() {}

    /** A filled store in an application that gets these beans of its server. */
    @State(Scope.Benchmark)
    public abstract static class Observed {

        /** How many keys there are. */
        @Param("1000000")
        public int keys;

        /** Whether a write waits for the disk. */
        @Param("false")
        public boolean sync;

        @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
        private Workload workload;

        @SuppressWarnings("NullAway.Init")
        private InjectedStore injected;

        @SuppressWarnings("NullAway.Init")
        private KVStore view;

        private final Class<?>[] beans;

        Observed(Class<?>... beans) {
            this.beans = beans;
        }

        /** Opens and fills the store. */
        @Setup
        public void open() {
            workload = new Workload(keys);
            injected = new InjectedStore(sync, beans);
            injected.load(workload);
            view = injected.store().prefixed("");
        }

        /** Closes the store and removes its files. */
        @TearDown
        public void close() {
            injected.close();
        }

        Optional<String> get(ThreadRandom thread) {
            return view.get(workload.hotKey(thread.random));
        }
    }

    /** A server without OpenTelemetry. */
    @State(Scope.Benchmark)
    public static class Absent extends Observed {

        /** Called by JMH. */
        public Absent() {}
    }

    /** A server whose OpenTelemetry is switched off. */
    @State(Scope.Benchmark)
    public static class Off extends Observed {

        /** Called by JMH. */
        public Off() {
            super(ServerTelemetry.SwitchedOff.class);
        }
    }

    /** A server that collects metrics. */
    @State(Scope.Benchmark)
    public static class Metrics extends Observed {

        /** Called by JMH. */
        public Metrics() {
            super(ServerTelemetry.Metrics.class);
        }
    }

    /** A server that collects metrics and samples traces. */
    @State(Scope.Benchmark)
    public static class Spans extends Observed {

        /** Called by JMH. */
        public Spans() {
            super(ServerTelemetry.MetricsAndSpans.class);
        }
    }

    /**
     * Reads without OpenTelemetry.
     *
     * @param store the store
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getAbsent(Absent store, ThreadRandom thread) {
        return store.get(thread);
    }

    /**
     * Reads with an OpenTelemetry that is switched off.
     *
     * @param store the store
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getOff(Off store, ThreadRandom thread) {
        return store.get(thread);
    }

    /**
     * Reads with metrics.
     *
     * @param store the store
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getMetrics(Metrics store, ThreadRandom thread) {
        return store.get(thread);
    }

    /**
     * Reads with metrics and spans.
     *
     * @param store the store
     * @param thread the thread's random numbers
     * @return the value
     */
    @Benchmark
    public Optional<String> getSpans(Spans store, ThreadRandom thread) {
        return store.get(thread);
    }
}
