package dev.kvcdi.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static dev.kvcdi.architecture.Ours.API;
import static dev.kvcdi.architecture.Ours.CLASSES;
import static dev.kvcdi.architecture.Ours.DRIVERS;
import static dev.kvcdi.architecture.Ours.INTERNAL;
import static dev.kvcdi.architecture.Ours.SPI;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds for classes of one kind, wherever they stand. */
class CodeTest {
    @Test
    void spiInterfaces_haveNoDefaultMethods() {
        var aDefault = DescribedPredicate.<JavaMethod>describe(
                "default methods",
                method -> !method.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !method.getModifiers().contains(JavaModifier.STATIC));
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveNameMatching("dev\\.kvcdi\\.spi\\.(Backend|Engine|[A-Z][A-Za-z]*Facet)")
                .should(not(be(aDefault)))
                .because("a layer would slip past a new operation without noticing")
                .check(CLASSES);
    }

    @Test
    void values_canNotBeExtended() {
        var closed = DescribedPredicate.<JavaClass>describe(
                "closed",
                type -> type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getConstructors().stream()
                                .map(JavaConstructor::getModifiers)
                                .noneMatch(m -> m.contains(JavaModifier.PUBLIC) || m.contains(JavaModifier.PROTECTED)));
        classes()
                .that(API.or(SPI))
                .and()
                .areNotInterfaces()
                .and()
                .areNotAssignableTo(Throwable.class)
                .should(be(closed))
                .because("they must be able to grow")
                .check(CLASSES);
    }

    @Test
    void names_sayWhatAThingIs() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)").check(CLASSES);
    }

    @Test
    void staticFields_neverChange() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("two applications may share a jar in an EAR")
                .check(CLASSES);
    }

    @Test
    void time_comesFromTheContextsClock() {
        noClasses()
                .that(INTERNAL.or(DRIVERS))
                // They deal with other processes and their files, which share the machine's clock and no context.
                .and()
                .doNotHaveSimpleName("TemporaryFolders")
                .and()
                .doNotHaveSimpleName("FolderLock")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void logging_goesThroughSystemLogger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.jboss.logging..")
                .check(CLASSES);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
