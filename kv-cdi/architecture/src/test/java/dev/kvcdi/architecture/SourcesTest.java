package dev.kvcdi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for the source files of every module, the sample and the server tests included. */
class SourcesTest {
    private static final Path ROOT = root();
    private static final Pattern SERVER_NAME_IN_TEXT = Pattern.compile(
            "\"[^\"\\n]*(liberty|wlp|wildfly|jboss|payara|glassfish)[^\"\\n]*\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern SKIPPED_TEST =
            Pattern.compile("@Disabled|@Enabled(On|If|For)|\\bAssumptions\\b|\\bassum(e|ing)(True|False|That)\\b");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+)\\.sleep\\(");

    private static final Map<String, String> sources = new TreeMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = folder.getFileName().toString();
                return name.equals("target") || (name.startsWith(".") && !folder.equals(ROOT))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".java") && !file.endsWith("SourcesTest.java")) {
                    sources.put(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(sources).isNotEmpty();
    }

    @Test
    void files_haveLessThan450Lines() {
        assertThat(sources.entrySet().stream()
                        .filter(source -> source.getValue().lines().count() >= 450)
                        .map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void serverNames_standInOneTable() {
        assertThat(files(
                        file -> !file.contains("/src/test/") || file.startsWith("arquillian-tests/"),
                        SERVER_NAME_IN_TEXT))
                .as(
                        "files that name a server in a text: what differs between servers belongs into server-config, but for the"
                                + " one table of data folders")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void tests_areNeverSkipped() {
        assertThat(files(file -> true, SKIPPED_TEST)).isEmpty();
    }

    @Test
    void tests_waitForConditions() {
        assertThat(files(file -> true, SLEEP)).as("files that sleep").isEmpty();
    }

    private static List<String> files(Predicate<String> which, Pattern pattern) {
        return sources.entrySet().stream()
                .filter(source -> which.test(source.getKey())
                        && pattern.matcher(source.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }
}
