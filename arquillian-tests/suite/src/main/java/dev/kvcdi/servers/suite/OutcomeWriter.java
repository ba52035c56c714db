package dev.kvcdi.servers.suite;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes a line for each test that ends, and for each container that fails or is skipped. */
final class OutcomeWriter implements TestExecutionListener {

    private final PrintWriter writer;
    private @Nullable TestPlan plan;

    OutcomeWriter(PrintWriter writer) {
        this.writer = writer;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(new Outcome(name(test), Outcome.Status.SKIPPED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    write(new Outcome(name(test), Outcome.Status.PASSED, ""));
                }
            }
            case ABORTED -> write(new Outcome(name(test), Outcome.Status.SKIPPED, trace(result)));
            case FAILED -> write(new Outcome(name(test), Outcome.Status.FAILED, trace(result)));
        }
    }

    private void write(Outcome outcome) {
        synchronized (writer) {
            writer.println(outcome.toLine());
            writer.flush();
        }
    }

    private String name(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        Optional<TestIdentifier> each = Optional.of(test);
        // The engine itself has no parent and is left out.
        while (each.isPresent() && each.get().getParentIdObject().isPresent()) {
            names.addFirst(each.get().getDisplayName());
            each = plan == null ? Optional.empty() : plan.getParent(each.get());
        }
        return String.join(" > ", names);
    }

    private static String trace(TestExecutionResult result) {
        StringWriter trace = new StringWriter();
        result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(trace)));
        return trace.toString();
    }
}
