package dev.kvcdi.testkit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Has a test of outages report, instead of running, that the harness declares its engine to be in the process. */
final class OutageGate implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    private static void run(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
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
