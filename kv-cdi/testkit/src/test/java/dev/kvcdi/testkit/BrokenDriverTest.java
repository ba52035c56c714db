package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The suite can fail: drivers with defects that were seen in the field, or that are easily made, do not pass.
 *
 * <p>Each has an engine of its own, and what they do is mostly to wait, so several are tested at a time.
 */
class BrokenDriverTest {

    private static final String PATIENCE = "kvcdi.contract.patience";

    static Stream<Defect> defects() {
        return Stream.of(
                        OutageDefects.ALL,
                        EntryDefects.ALL,
                        WriteDefects.ALL,
                        ListDefects.ALL,
                        WatchDefects.ALL,
                        EndDefects.ALL)
                .flatMap(List::stream);
    }

    @BeforeAll
    static void loseNoTime() {
        System.setProperty(PATIENCE, "5");
    }

    @AfterAll
    static void haveTimeAgain() {
        System.clearProperty(PATIENCE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    @Execution(ExecutionMode.CONCURRENT)
    void suite_driverWithDefect_fails(Defect defect) {
        TestExecutionSummary summary = BrokenContract.run(
                defect,
                DiscoverySelectors.selectNestedMethod(List.of(BrokenContract.class), partOf(defect), testOf(defect)));
        assertThat(summary.getTestsFailedCount())
                .as("failures of %s", defect.noticed())
                .isPositive();
        assertThat(summary.getTestsSkippedCount()).isZero();
    }

    static Class<?> partOf(Defect defect) {
        return Stream.of(DriverContract.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(defect.part() + "Tests"))
                .findFirst()
                .orElseThrow();
    }

    private static Method testOf(Defect defect) {
        return ReflectionSupport.findMethods(
                        partOf(defect),
                        method -> method.getName().equals(defect.test()),
                        HierarchyTraversalMode.TOP_DOWN)
                .get(0);
    }
}
