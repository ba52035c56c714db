package dev.kvcdi.it.http;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterClass;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done after the last test of a class while Arquillian still knows the class's servers and deployments, which it does not
 * any more in JUnit's methods of that kind.
 */
public final class AfterTheLastTest implements LoadableExtension {

    private static final Deque<Runnable> STEPS = new ArrayDeque<>();

    /** For {@link java.util.ServiceLoader}. */
    public AfterTheLastTest() {}

    /** Remembers a step; what was remembered last is done first. */
    static synchronized void run(Runnable step) {
        STEPS.push(step);
    }

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Observer.class);
    }

    private static synchronized @Nullable Runnable next() {
        return STEPS.isEmpty() ? null : STEPS.pop();
    }

    /** Called by Arquillian. */
    static final class Observer {

        /** Takes the steps, before Arquillian itself stops the servers that the class started. */
        public void afterClass(@Observes(precedence = 100) AfterClass event) {
            for (Runnable step = next(); step != null; step = next()) {
                step.run();
            }
        }
    }
}
