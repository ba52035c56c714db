package dev.kvcdi.failures;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVException.Context;
import dev.kvcdi.spi.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbered messages and exceptions of all modules, found in their classes, so that none can be forgotten. */
final class Catalogues {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kvcdi");

    static final DescribedPredicate<JavaClass> CATALOGUE = DescribedPredicate.describe(
            "a catalogue of messages", type -> type.isEnum() && type.isAssignableTo(Message.class));

    private Catalogues() {}

    /** All messages, by the catalogue that has them. */
    static Map<Class<?>, List<Message>> messages() {
        return CLASSES.stream()
                .filter(CATALOGUE)
                .map(JavaClass::reflect)
                .collect(Collectors.toMap(type -> type, Catalogues::constants));
    }

    private static List<Message> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Message.class::cast).toList();
    }

    /** An exception of each type of the API for a failed operation. */
    static Stream<KVException> exceptions() {
        return CLASSES.stream()
                .filter(type -> type.isAssignableTo(KVException.class)
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::reflect)
                .map(Catalogues::made);
    }

    private static KVException made(Class<?> type) {
        var context = Context.of("{store}", "{driver}", "{operation}", null);
        try {
            return type == KVBatchException.class
                    ? new KVBatchException(context, "{reason}", Map.of(), null)
                    : (KVException) type.getConstructor(Context.class, String.class, Throwable.class)
                            .newInstance(context, "{reason}", null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not made like the others", e);
        }
    }
}
