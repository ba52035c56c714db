package dev.kvcdi.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says after the last test what ran on the server: a line for each class of tests, and for each engine where a class has several. */
public final class Summary implements TestExecutionListener {

    private final Map<String, Counts> rows = new TreeMap<>();
    private @Nullable TestPlan plan;

    /** For {@link java.util.ServiceLoader}. */
    public Summary() {}

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        // A container fails by what is done before or after its tests.
        if (test.isTest() || !passed) {
            rows.merge(row(test), Counts.of(test.isTest(), passed), Counts::plus);
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        rows.merge(row(test), new Counts(0, 0, 1), Counts::plus);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        String text = rows.entrySet().stream()
                .map(row -> row.getValue() + "  " + row.getKey())
                .collect(Collectors.joining(
                        "\n",
                        System.getProperty("server.name") + ", Java " + Runtime.version()
                                + "\n  tests failed skipped\n",
                        "\n"));
        System.out.println(text);
        try {
            Files.writeString(Path.of(System.getProperty("summary")), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the class of a test, and the engine where the class has a dynamic container for each. */
    private String row(TestIdentifier test) {
        String type = "";
        String engine = "";
        TestIdentifier part = test;
        while (part != null) {
            if (part.getSource().orElse(null) instanceof ClassSource source) {
                type = source.getClassName().substring(source.getClassName().lastIndexOf('.') + 1);
            }
            if (part.getUniqueIdObject().getLastSegment().getType().equals("dynamic-container")) {
                engine = ", " + part.getDisplayName();
            }
            part = Objects.requireNonNull(plan).getParent(part).orElse(null);
        }
        return type + engine;
    }

    /**
     * What became of tests.
     *
     * @param tests how many ran
     * @param failed how many of them failed, and how often something around them did
     * @param skipped how many did not run
     */
    private record Counts(int tests, int failed, int skipped) {

        static Counts of(boolean test, boolean passed) {
            return new Counts(test ? 1 : 0, passed ? 0 : 1, 0);
        }

        Counts plus(Counts more) {
            return new Counts(tests + more.tests, failed + more.failed, skipped + more.skipped);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%7d %6d %7d", tests, failed, skipped);
        }
    }
}
