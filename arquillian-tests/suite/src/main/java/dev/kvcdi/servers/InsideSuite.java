package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kvcdi.servers.suite.Outcome;
import dev.kvcdi.servers.suite.SuiteServlet;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;

/**
 * JUnit classes that run inside the server, and their tests as they show outside. Two run at a time, since each waits, for its engine and
 * for outages of that, as long as it computes.
 */
final class InsideSuite {

    private static final int AT_A_TIME = 2;

    private static final List<String> JUNIT = List.of(
            "apiguardian-api",
            "assertj-core",
            "awaitility",
            "byte-buddy",
            "hamcrest",
            "jspecify",
            "junit-jupiter-api",
            "junit-jupiter-engine",
            "junit-jupiter-params",
            "junit-platform-commons",
            "junit-platform-engine",
            "junit-platform-launcher",
            "opentest4j");

    private final Map<Class<?>, Future<List<String>>> reports = new HashMap<>();

    /**
     * Begins to run classes.
     *
     * @param application where the archive answers, with a slash at the end
     * @param suites the classes, those first that take longest
     */
    InsideSuite(URI application, List<Class<?>> suites) {
        ExecutorService requests = Executors.newFixedThreadPool(AT_A_TIME);
        for (Class<?> suite : suites) {
            URI request = application.resolve("suite?class=" + suite.getName());
            reports.put(suite, requests.submit(() -> Http.lines(request).toList()));
        }
        requests.shutdown();
    }

    /** Adds JUnit, the servlet that calls it, and the suites. */
    static WebArchive add(WebArchive archive) {
        JUNIT.forEach(artifact -> archive.addAsLibrary(Archives.jar(artifact)));
        return archive.addPackage(SuiteServlet.class.getPackage());
    }

    /**
     * Waits for the end of a class.
     *
     * @return a test for each that ran inside, and one more for the completeness of the run
     */
    Stream<DynamicTest> tests(Class<?> suite) {
        List<String> lines = lines(suite);
        return Stream.concat(
                lines.stream().filter(line -> !line.equals(Outcome.END)).map(InsideSuite::test),
                Stream.of(DynamicTest.dynamicTest(
                        suite.getSimpleName() + " ran to its end",
                        () -> assertThat(lines)
                                .as("what the server reported")
                                .hasSizeGreaterThan(1)
                                .endsWith(Outcome.END))));
    }

    private List<String> lines(Class<?> suite) {
        try {
            return Objects.requireNonNull(reports.get(suite)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("The server did not report how " + suite.getSimpleName() + " ended", e);
        }
    }

    private static DynamicTest test(String line) {
        Outcome outcome = Outcome.parse(line);
        return DynamicTest.dynamicTest(outcome.name(), () -> {
            if (outcome.status() != Outcome.Status.PASSED) {
                fail(outcome.name() + " " + outcome.status() + " inside the server: " + outcome.details());
            }
        });
    }
}
