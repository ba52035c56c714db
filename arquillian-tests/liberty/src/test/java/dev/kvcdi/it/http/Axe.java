package dev.kvcdi.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/** The accessibility checks of axe. */
final class Axe {

    private static final String SCRIPT = script();

    private Axe() {}

    /** The serious and critical violations of the page as it is, each with its rule and where it is. */
    static List<String> violations(JavascriptExecutor browser) {
        browser.executeScript(SCRIPT);
        Object found = browser.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run().then(results => done(results.violations"
                + ".filter(violation => ['serious', 'critical'].includes(violation.impact))"
                + ".flatMap(violation => violation.nodes.map(node => violation.id + ' at ' + node.target + ': ' + node.failureSummary))),"
                + " failure => done(['axe failed: ' + failure]));");
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    private static String script() {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
