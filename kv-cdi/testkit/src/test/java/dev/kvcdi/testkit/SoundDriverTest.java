package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Drivers that are made like those of {@link BrokenDriverTest} and have no defect pass: otherwise one might be noticed only because of how it is made. */
class SoundDriverTest {

    static Stream<String> parts() {
        return BrokenDriverTest.defects().map(Defect::part).distinct();
    }

    @ParameterizedTest
    @MethodSource("parts")
    @Execution(ExecutionMode.CONCURRENT)
    void suite_driverWithoutDefect_passes(String part) {
        Defect none = part.startsWith("Outage") || part.equals("Close")
                ? Defect.ofOutages("none", part + "#", RemoteBackend::new)
                : new Defect("none", part + "#", FaultyBackend::new);
        TestExecutionSummary summary = BrokenContract.run(
                none,
                DiscoverySelectors.selectNestedClass(List.of(BrokenContract.class), BrokenDriverTest.partOf(none)));
        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isPositive();
    }
}
