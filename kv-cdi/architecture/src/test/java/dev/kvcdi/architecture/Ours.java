package dev.kvcdi.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of the library's jars, and the names of its parts. */
final class Ours {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kvcdi");

    static final DescribedPredicate<JavaClass> ANY =
            resideInAPackage("dev.kvcdi..").as("ours");
    static final DescribedPredicate<JavaClass> API =
            resideInAPackage("dev.kvcdi").as("the API");
    static final DescribedPredicate<JavaClass> SPI =
            resideInAPackage("dev.kvcdi.spi..").as("the SPI");
    static final DescribedPredicate<JavaClass> INTERNAL =
            resideInAPackage("dev.kvcdi.internal..").as("the internals");
    static final DescribedPredicate<JavaClass> CDI =
            resideInAPackage("dev.kvcdi.cdi..").as("the CDI extension");
    static final DescribedPredicate<JavaClass> SE =
            resideInAPackage("dev.kvcdi.se..").as("the use without a container");
    static final DescribedPredicate<JavaClass> TESTKIT =
            resideInAPackage("dev.kvcdi.testkit..").as("the test kit");

    /** Whatever has no name above: a driver's package needs no entry here. */
    static final DescribedPredicate<JavaClass> DRIVERS = ANY.and(DescribedPredicate.not(resideInAnyPackage(
                    "dev.kvcdi",
                    "dev.kvcdi.spi..",
                    "dev.kvcdi.internal..",
                    "dev.kvcdi.cdi..",
                    "dev.kvcdi.se..",
                    "dev.kvcdi.testkit..")))
            .as("drivers");

    /** Public, and so is every class around it. */
    static final DescribedPredicate<JavaClass> REACHABLE = DescribedPredicate.describe(
            "can be reached",
            type -> Stream.iterate(
                            Optional.of(type), Optional::isPresent, t -> t.get().getEnclosingClass())
                    .allMatch(t -> t.get().getModifiers().contains(JavaModifier.PUBLIC)));

    /** Named in a jar's {@code META-INF/services}. */
    static final DescribedPredicate<JavaClass> SERVICE = DescribedPredicate.describe(
            "are found by ServiceLoader",
            type -> Stream.of("dev.kvcdi.spi.KVDriver", "jakarta.enterprise.inject.spi.Extension")
                    .flatMap(Ours::providers)
                    .anyMatch(type.getName()::equals));

    private Ours() {}

    private static Stream<String> providers(String service) {
        try {
            return Collections.list(Ours.class.getClassLoader().getResources("META-INF/services/" + service)).stream()
                    .flatMap(Ours::lines)
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(URL resource) {
        try (var reader = new BufferedReader(new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().collect(Collectors.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
