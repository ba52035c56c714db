package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs each test on a store that has the capabilities the test {@link Needs}, and the check of their refusal in its place on a store
 * that lacks one. So no test is skipped, and each capability is proven to work or proven to be refused.
 */
final class CapabilityGate extends ContractGate {

    @Override
    void run(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        Contract contract = (Contract) context.getRequiredTestInstance();
        Set<Capability> missing = needs(context);
        missing.removeAll(contract.store.capabilities());
        if (missing.isEmpty()) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        context.publishReportEntry("refusal checked instead", missing.toString());
        for (Capability capability : missing) {
            Refusals.check(capability, contract.place);
        }
    }

    private static Set<Capability> needs(ExtensionContext context) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Needs.class)
                .ifPresent(annotation -> needs.addAll(List.of(annotation.value())));
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Needs.class)
                .ifPresent(annotation -> needs.addAll(List.of(annotation.value())));
        return needs;
    }
}
