package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarCopiesTest {

    @Test
    void injectionPoint_typeOfAnotherCopy_isLeftToThatCopy() throws Exception {
        Class<?> foreign = new SecondLoader().loadClass(KVStore.class.getName());
        var points = new InjectionPoints();

        points.add(new Point(foreign));

        assertThat(points.wants()).isEmpty();
        assertThat(points.problems()).isEmpty();
    }

    @Test
    void problems_oneCopyOrNone_areNone() {
        var copies = new JarCopies();
        copies.seenFrom(KVStore.class);
        copies.seenFrom(String.class);
        copies.seenFrom(ClassLoader.getPlatformClassLoader());

        assertThat(copies.problems()).isEmpty();
    }

    @Test
    void problems_modulesWithACopyEach_areNone(@TempDir Path folder) throws Exception {
        try (var one = new URLClassLoader(new URL[] {copy(folder.resolve("one"))}, null);
                var two = new URLClassLoader(new URL[] {copy(folder.resolve("two"))}, null)) {
            var copies = new JarCopies();
            copies.seenFrom(one);
            copies.seenFrom(two);

            assertThat(copies.problems()).isEmpty();
        }
    }

    @Test
    void problems_oneCopyThroughTwoLoaders_areNone(@TempDir Path folder) throws Exception {
        URL copy = copy(folder);
        try (var application = new URLClassLoader(new URL[] {copy}, null);
                var module = new URLClassLoader(new URL[] {copy}, application)) {
            var copies = new JarCopies();
            copies.seenFrom(application);
            copies.seenFrom(module);

            assertThat(copies.problems()).isEmpty();
        }
    }

    @Test
    void problems_twoCopiesInOneModulesSight_areOneWithBothPlaces(@TempDir Path folder) throws Exception {
        URL ear = copy(folder.resolve("ear"));
        URL war = copy(folder.resolve("war"));
        try (var application = new URLClassLoader(new URL[] {ear}, null);
                var module = new URLClassLoader(new URL[] {war}, application);
                var other = new URLClassLoader(new URL[] {war}, application)) {
            var copies = new JarCopies();
            copies.seenFrom(application);
            copies.seenFrom(module);
            copies.seenFrom(other);

            assertThat(copies.problems()).singleElement().asString().isEqualTo("""
                            KVCDI0121: One module of the application sees several copies of kv-cdi:
                                    %s
                                    %s
                                action:      Keep one copy: in the EAR's lib, where it serves all modules, or in the \
                            WEB-INF/lib of each WAR that uses it""".formatted(ear, war));
        }
    }

    /** Makes a copy of what matters here of this library. */
    private static URL copy(Path folder) throws IOException {
        String extension = KVExtension.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(extension);
        Files.createDirectories(file.getParent());
        try (InputStream code = KVExtension.class.getClassLoader().getResourceAsStream(extension)) {
            Files.copy(code, file);
        }
        return folder.toUri().toURL();
    }

    /** An injection point of a type. */
    private record Point(Type getType) implements InjectionPoint {

        @Override
        public Set<Annotation> getQualifiers() {
            return Set.of();
        }

        @Override
        public Bean<?> getBean() {
            return null;
        }

        @Override
        public Member getMember() {
            try {
                return Object.class.getMethod("hashCode");
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Annotated getAnnotated() {
            return null;
        }

        @Override
        public boolean isDelegate() {
            return false;
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }
}
