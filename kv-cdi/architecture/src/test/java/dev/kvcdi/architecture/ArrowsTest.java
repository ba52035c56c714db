package dev.kvcdi.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.kvcdi.architecture.Ours.ANY;
import static dev.kvcdi.architecture.Ours.API;
import static dev.kvcdi.architecture.Ours.CDI;
import static dev.kvcdi.architecture.Ours.CLASSES;
import static dev.kvcdi.architecture.Ours.DRIVERS;
import static dev.kvcdi.architecture.Ours.INTERNAL;
import static dev.kvcdi.architecture.Ours.REACHABLE;
import static dev.kvcdi.architecture.Ours.SE;
import static dev.kvcdi.architecture.Ours.SERVICE;
import static dev.kvcdi.architecture.Ours.SPI;
import static dev.kvcdi.architecture.Ours.TESTKIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages: who may know whom. */
class ArrowsTest {
    private static final DescribedPredicate<JavaMember> VISIBLE =
            modifier(JavaModifier.PUBLIC).or(modifier(JavaModifier.PROTECTED)).forSubtype();

    private static final DescribedPredicate<JavaMember> MENTIONING_INTERNALS = DescribedPredicate.describe(
            "mentioning internals",
            member -> member.getAllInvolvedRawTypes().stream().anyMatch(INTERNAL));

    static Stream<Arguments> arrows() {
        return Stream.of(
                Arguments.of(API, API),
                Arguments.of(SPI, SPI.or(API)),
                Arguments.of(INTERNAL, INTERNAL.or(SPI).or(API)),
                Arguments.of(SE, SE.or(INTERNAL).or(SPI).or(API)),
                Arguments.of(CDI, CDI.or(SE).or(INTERNAL).or(SPI).or(API)),
                Arguments.of(TESTKIT, TESTKIT.or(SE).or(SPI).or(API)));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void packages_knowOnlyWhatIsBelowThem(DescribedPredicate<JavaClass> from, DescribedPredicate<JavaClass> to) {
        noClasses()
                .that(from)
                .should()
                .dependOnClassesThat(ANY.and(not(to)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void drivers_knowOnlyTheApiAndTheSpi() {
        noClasses()
                .that(DRIVERS)
                .should()
                .dependOnClassesThat(INTERNAL.or(CDI).or(SE).or(TESTKIT))
                .check(CLASSES);
    }

    @Test
    void drivers_doNotKnowEachOther() {
        slices().assignedFrom(new EachDriver()).should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void internals_haveNoCycles() {
        slices().matching("dev.kvcdi.internal.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void internals_knowNoContainer() {
        noClasses()
                .that(INTERNAL.or(SPI).or(SE).or(DRIVERS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..")
                .check(CLASSES);
    }

    @Test
    void everyPart_isSeenHere() {
        assertThat(Stream.of(API, SPI, INTERNAL, CDI, SE, TESTKIT, DRIVERS)
                        .filter(part -> CLASSES.stream().noneMatch(part)))
                .as("parts without a class: is a jar missing among this module's dependencies?")
                .isEmpty();
    }

    @Test
    void onlyServices_areVisibleInDrivers() {
        classes().that(DRIVERS.and(REACHABLE)).should(be(SERVICE)).check(CLASSES);
    }

    /** What an application or a driver calls or extends can be used without the internals. */
    @Test
    void signatures_ofWhatOthersUse_mentionNoInternals() {
        DescribedPredicate<JavaClass> used = API.or(SPI).or(SE).and(REACHABLE);
        noMembers()
                .that()
                .areDeclaredInClassesThat(used)
                .should(be(VISIBLE.and(MENTIONING_INTERNALS)))
                .check(CLASSES);
        noClasses().that(used).should().beAssignableTo(INTERNAL).check(CLASSES);
    }

    /** A driver is what stands in one package right below ours. */
    private static final class EachDriver implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return DRIVERS.test(type)
                    ? SliceIdentifier.of(type.getPackageName().replaceFirst("^dev\\.kvcdi\\.([^.]+).*", "$1"))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "drivers";
        }
    }
}
