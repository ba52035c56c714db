package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The suite can fail: drivers with defects that were seen in the field, or that are easily made, do not pass. */
class BrokenDriverTest {

    private static final String PATIENCE = "kvcdi.contract.patience";

    static Stream<Defect> defects() {
        return Stream.of(EntryDefects.ALL, WriteDefects.ALL, ListDefects.ALL, WatchDefects.ALL, OutageDefects.ALL)
                .flatMap(List::stream);
    }

    static Stream<String> parts() {
        return defects().map(Defect::part).distinct();
    }

    @BeforeEach
    void loseNoTime() {
        System.setProperty(PATIENCE, "2");
    }

    @AfterEach
    void haveTimeAgain() {
        System.clearProperty(PATIENCE);
        BrokenContract.defect = null;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void suite_driverWithDefect_fails(Defect defect) {
        TestExecutionSummary summary = run(
                defect,
                DiscoverySelectors.selectNestedMethod(List.of(BrokenContract.class), partOf(defect), testOf(defect)));
        assertThat(summary.getTestsFailedCount())
                .as("failures of %s", defect.noticed())
                .isPositive();
        assertThat(summary.getTestsSkippedCount()).isZero();
    }

    /** Otherwise a defect might be noticed only because of how it is made. */
    @ParameterizedTest
    @MethodSource("parts")
    void suite_driverMadeLikeTheBrokenOnes_passes(String part) {
        Defect none = part.startsWith("Outage")
                ? Defect.ofOutages("none", part + "#", RemoteBackend::new)
                : new Defect("none", part + "#", FaultyBackend::new);
        TestExecutionSummary summary =
                run(none, DiscoverySelectors.selectNestedClass(List.of(BrokenContract.class), partOf(none)));
        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isPositive();
    }

    private static TestExecutionSummary run(Defect defect, DiscoverySelector selector) {
        BrokenContract.defect = defect;
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create(alone).execute(request, listener);
        return listener.getSummary();
    }

    private static Class<?> partOf(Defect defect) {
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
