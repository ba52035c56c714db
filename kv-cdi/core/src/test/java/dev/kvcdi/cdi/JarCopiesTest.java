package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JarCopiesTest {

    @Test
    void injectionPoint_typeOfAnotherCopy_isLeftToThatCopy() throws Exception {
        Class<?> foreign = new CopyLoader().loadClass(KVStore.class.getName());
        var points = new InjectionPoints();

        points.add(new Point(foreign));

        assertThat(points.wants()).isEmpty();
        assertThat(points.problems()).isEmpty();
    }

    /** Loads this library's classes once more. */
    private static final class CopyLoader extends ClassLoader {

        CopyLoader() {
            super(KVStore.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.kvcdi.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
