package dev.kvcdi.cdi;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.config.Problem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.security.CodeSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The copies of this library that the classes of an application see. Each module of an EAR may see another one, but a module that sees
 * two uses classes of one with services and resources of the other.
 */
final class JarCopies {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");
    private static final String EXTENSION = KVExtension.class.getName().replace('.', '/') + ".class";
    private static final String ACTION =
            "Keep one copy: in the EAR's lib, where it serves all modules, or in the WEB-INF/lib of each WAR that uses it";

    private final Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Notes that a class belongs to the application. */
    void seenFrom(Class<?> type) {
        seenFrom(type.getClassLoader());
    }

    /** Notes a class loader of the application; null is the JVM's own. */
    void seenFrom(@Nullable ClassLoader loader) {
        if (loader != null) {
            loaders.add(loader);
        }
    }

    /** Returns what is wrong, and forgets the class loaders. */
    List<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        for (ClassLoader loader : loaders) {
            Set<String> places = places(loader);
            if (places.size() > 1) {
                problems.add(Problem.of(CoreMessage.SEVERAL_COPIES, "\n        " + String.join("\n        ", places))
                        .action(ACTION)
                        .describe());
            }
        }
        loaders.clear();
        return List.copyOf(problems);
    }

    /** Where a class loader finds our extension, in its own order. A jar that it finds by two ways is one place. */
    private static Set<String> places(ClassLoader loader) {
        try {
            Set<String> places = new LinkedHashSet<>();
            for (URL url : Collections.list(loader.getResources(EXTENSION))) {
                String place = url.toString();
                places.add(place.substring(0, place.length() - EXTENSION.length()));
            }
            return places;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "It cannot be told which copies of kv-cdi are seen by " + loader, e);
            return Set.of();
        }
    }

    static String twin() {
        return Problem.of(CoreMessage.REGISTERED_TWICE, origin(JarCopies.class))
                .action(ACTION)
                .describe();
    }

    private static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "a jar of unknown place" : location.toString();
    }
}
