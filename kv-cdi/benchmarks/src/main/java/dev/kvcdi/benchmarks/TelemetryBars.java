package dev.kvcdi.benchmarks;

import dev.kvcdi.benchmarks.Bar.Goal;
import java.util.List;

/** What telemetry costs a get from memory: nothing unless it is switched on, and then less than the get takes. */
final class TelemetryBars {

    static final List<Bar> ALL = List.of(
            bar("telemetry, switched off", "getOff", 0.97),
            bar("telemetry, metrics", "getMetrics", 0.80),
            bar("telemetry, metrics and 1% of the traces", "getSpans", 0.50));

    private TelemetryBars() {}

    private static Bar bar(String name, String method, double atLeast) {
        return new Bar(
                name,
                "TelemetryBenchmark." + method,
                "TelemetryBenchmark.getAbsent",
                1,
                1,
                false,
                List.of(Goal.cpu(atLeast)));
    }
}
