package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** No part and no line of the contract is forgotten, and the table of both is right. */
class ContractTableTest {

    private static final Path TABLE = Path.of("CONTRACT.md");

    /** Given a true value, the table is written instead of compared. */
    private static final String WRITE = "kvcdi.contract.write-table";

    @Test
    void driverContract_hasEveryPartOfThePackage() throws Exception {
        Set<Class<?>> nested = Arrays.stream(DriverContract.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(Nested.class))
                .map(Class::getSuperclass)
                .collect(Collectors.toSet());
        assertThat(parts()).isNotEmpty().containsExactlyInAnyOrderElementsOf(nested);
    }

    @Test
    void everyLine_hasATest() throws Exception {
        assertThat(testsByLine().keySet()).containsExactlyInAnyOrder(ContractLine.values());
    }

    @Test
    void noTest_isEverSkipped() throws Exception {
        for (Class<?> part : parts()) {
            for (Method method : part.getDeclaredMethods()) {
                assertThat(Arrays.stream(method.getAnnotations())
                                .map(annotation -> annotation.annotationType().getPackageName()))
                        .as(method.toString())
                        .doesNotContain("org.junit.jupiter.api.condition");
                assertThat(method.isAnnotationPresent(org.junit.jupiter.api.Disabled.class))
                        .as(method.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void table_listsTheTestsOfEachLine() throws Exception {
        String table = table();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE))
                .as("CONTRACT.md; to write it anew, run this test with -D" + WRITE + "=true")
                .isEqualTo(table);
    }

    private static String table() throws Exception {
        StringBuilder text = new StringBuilder("""
                # The contract of a driver, and its tests

                A driver runs the suite with one class; whatever the harness does not say has a default, but for outages: an engine is in
                the process, or `Outages.overTcp` and `Outages.over` say how it is cut off, hung and restored. Tests of outages report which.

                ```java
                class AcmeContractTest extends DriverContract {
                  @Override
                  protected DriverHarness harness() {
                    return new DriverHarness() {
                      @Override
                      public KVDriver driver() {
                        return new AcmeDriver();
                      }

                      @Override
                      public Outages outages() {
                        return Outages.inProcess();
                      }
                    };
                  }
                }
                ```

                `-Dkvcdi.contract.seed=…` repeats the random tests of a failed run, `-Dkvcdi.contract.scale=50` makes a soak of it (with
                `-Djunit.jupiter.execution.timeout.mode=disabled`). Inside a server, give the class to the JUnit Platform Launcher.

                Every line of what a store promises on every driver, with the tests of `DriverContract` that prove it. A test of what a
                store lacks the capability for checks that the operation is refused by name; none is ever skipped. Written and checked by
                `ContractTableTest`.

                | line | tests |
                | --- | --- |
                """);
        testsByLine()
                .forEach((line, tests) -> text.append("| ")
                        .append(line.text())
                        .append(" | ")
                        .append(tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>")))
                        .append(" |\n"));
        return text.toString();
    }

    private static Map<ContractLine, Set<String>> testsByLine() throws Exception {
        Map<ContractLine, Set<String>> tests = new EnumMap<>(ContractLine.class);
        for (Class<?> part : parts()) {
            for (Method method : part.getDeclaredMethods()) {
                boolean isTest =
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
                Proves proves = method.getAnnotation(Proves.class);
                assertThat(proves == null || isTest).as(method.toString()).isTrue();
                if (proves != null) {
                    String name = part.getSimpleName().replace("Contract", "") + " " + method.getName();
                    for (ContractLine line : proves.value()) {
                        tests.computeIfAbsent(line, first -> new TreeSet<>()).add(name);
                    }
                }
            }
        }
        return tests;
    }

    /** The parts by the files of their classes, so that one which nobody mentions is found. */
    private static List<Class<?>> parts() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(DriverContract.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve("dev/kvcdi/testkit"))) {
            for (String file :
                    files.map(path -> path.getFileName().toString()).sorted().toList()) {
                if (file.endsWith("Contract.class")) {
                    Class<?> type = Class.forName("dev.kvcdi.testkit." + file.substring(0, file.indexOf('.')));
                    if (Contract.class.isAssignableFrom(type) && type != Contract.class) {
                        assertThat(Modifier.isAbstract(type.getModifiers()))
                                .as(file)
                                .isTrue();
                        parts.add(type);
                    }
                }
            }
        }
        return parts;
    }
}
