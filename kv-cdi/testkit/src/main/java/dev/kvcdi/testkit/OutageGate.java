package dev.kvcdi.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** Has a test of outages report, instead of running, that the harness declares its engine to be in the process. */
final class OutageGate extends ContractGate {

    @Override
    void run(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        DriverHarness harness = ((Contract) context.getRequiredTestInstance()).harness();
        if (harness.outages().areInProcess()) {
            invocation.skip();
            context.publishReportEntry(
                    "no outages",
                    "the harness declares that " + harness.driver().name() + " is in-process");
            return;
        }
        invocation.proceed();
    }
}
