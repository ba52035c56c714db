package dev.kvcdi.testkit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Decides of each test of the contract whether it runs, or what is done and reported in its place. */
abstract class ContractGate implements InvocationInterceptor {

    /** Runs a test, or skips the invocation and reports why. */
    abstract void run(Invocation<Void> invocation, ExtensionContext context) throws Throwable;

    @Override
    public final void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    @Override
    public final void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }
}
