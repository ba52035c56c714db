package dev.kvcdi.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.entry;

import dev.kvcdi.Watch;
import dev.kvcdi.se.KVRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of README.md are those of {@link ReadmeExamples}, and they work. */
class ReadmeExamplesTest {

    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "dev", "kvcdi", "readme", "ReadmeExamples.java");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");

    private ReadmeExamples examples;
    private KVRuntime runtime;

    @BeforeEach
    void open() {
        runtime = KVRuntime.builder().property("kv.driver", "memory").start();
        examples = new ReadmeExamples(runtime.store("default"));
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    static Stream<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(README)).results().map(result -> result.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void block_README_standsInTheCompiledExamples(String block) throws IOException {
        assertThat(withoutSpaces(Files.readString(SOURCE))).contains(withoutSpaces(block));
    }

    private static String withoutSpaces(String text) {
        Matcher spaces = Pattern.compile("\\s+").matcher(text);
        return spaces.replaceAll("");
    }

    @Test
    void values_run_showTheGreeting() {
        examples.values();
        assertThat(examples.shown).containsExactly("hello");
        assertThat(examples.store.exists("greeting")).isFalse();
        assertThat(examples.store.entry("session/17").orElseThrow().expiry()).isPresent();
    }

    @Test
    void typedConditionalAndListings_run_findWhatTheyWrote() {
        assertThat(examples.typed()).isTrue();
        assertThat(examples.conditional()).isPresent();
        examples.listings();
        assertThat(examples.shown).containsExactly("person/1");
    }

    @Test
    void compute_runTwice_counts() {
        examples.compute();
        examples.compute();
        assertThat(examples.store.get("visits")).contains("2");
    }

    @Test
    void lock_takenTwice_isMineOnce() {
        assertThat(examples.lock()).isTrue();
        assertThat(examples.lock()).isFalse();
    }

    @Test
    void outside_runs() {
        assertThatNoException().isThrownBy(ReadmeExamples::outside);
    }

    @Test
    void batches_run_move() {
        assertThat(examples.batches()).isTrue();
        assertThat(examples.store.exists("a")).isFalse();
        assertThat(examples.store.get("c")).contains("1");
    }

    @Test
    void watch_writeInTheNamespace_isShown() {
        try (Watch watch = examples.watch()) {
            assertThat(watch).isNotNull();
            examples.store.set("user/17/theme", "dark");
            examples.store.set("user/18/theme", "light");
            Awaitility.await().untilAsserted(() -> assertThat(examples.shown).containsExactly("theme"));
        }
    }

    @Test
    void move_run_makesTheStoresEqual() {
        examples.store.set("a", "1");
        examples.store.set("b", "2", Duration.ofHours(1));
        examples.move(examples.store, runtime.store("persons-next"), runtime.store("move-journal"));
        assertThat(examples.shown).containsExactly("equal: 2 entries");
        assertThat(runtime.store("persons-next").getAll(List.of("a", "b")))
                .containsOnly(entry("a", "1"), entry("b", "2"));
    }
}
