package dev.kvcdi.testkit;

import java.util.Objects;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The suite on a broken driver. {@link BrokenDriverTest} runs parts of it; by its name no build finds it. */
class BrokenContract extends DriverContract {

    private static final ThreadLocal<Defect> DEFECT = new ThreadLocal<>();

    /** Runs a part of the suite in the calling thread, whatever other threads run. */
    static TestExecutionSummary run(Defect defect, DiscoverySelector selector) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                // Of the build's own tests, which these are not.
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        DEFECT.set(defect);
        try {
            LauncherFactory.create(alone).execute(request, listener);
        } finally {
            DEFECT.remove();
        }
        return listener.getSummary();
    }

    @Override
    protected DriverHarness harness() {
        return Objects.requireNonNull(DEFECT.get(), "defect").harness().get();
    }
}
