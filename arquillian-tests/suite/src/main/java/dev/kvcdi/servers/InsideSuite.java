package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kvcdi.servers.suite.Outcome;
import dev.kvcdi.servers.suite.SuiteServlet;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;

/** A JUnit class that runs inside the server, and its tests as they show outside. */
final class InsideSuite {

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

    private InsideSuite() {}

    /** Adds JUnit, the servlet that calls it, and the suites. */
    static WebArchive add(WebArchive archive) {
        JUNIT.forEach(artifact -> archive.addAsLibrary(Archives.jar(artifact)));
        return archive.addPackage(SuiteServlet.class.getPackage());
    }

    /**
     * Runs the tests of a class one after the other.
     *
     * @param application where the archive answers, with a slash at the end
     * @return a test for each that ran inside, as it ends there, and one more for the completeness of the run
     */
    static Stream<DynamicTest> run(URI application, Class<?> suite) throws IOException {
        URI request = application.resolve("suite?class=" + suite.getName());
        Iterator<String> lines = Http.lines(request).iterator();
        return Stream.iterate(
                        lines.next(), line -> !line.isEmpty(), line -> line.equals(Outcome.END) ? "" : next(lines))
                .map(line -> line.equals(Outcome.END) ? complete(suite) : test(line));
    }

    private static String next(Iterator<String> lines) {
        assertThat(lines.hasNext()).as("the server ended the report early").isTrue();
        return lines.next();
    }

    private static DynamicTest complete(Class<?> suite) {
        return DynamicTest.dynamicTest(suite.getSimpleName() + " ran to its end", () -> {});
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
