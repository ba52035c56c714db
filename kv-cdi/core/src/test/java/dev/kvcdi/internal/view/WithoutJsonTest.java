package dev.kvcdi.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.internal.MemoryHarness;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A store whose JSON view nobody asks for loads nothing of JSON-B. */
class WithoutJsonTest {

    @Test
    void operations_withoutJsonB_loadNoneOfIt() throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("jakarta.json")) {
                    asked.add(name);
                    throw new ClassNotFoundException(name);
                }
                return name.startsWith("dev.kvcdi.") ? defined(name) : super.loadClass(name, resolve);
            }

            private synchronized Class<?> defined(String name) throws ClassNotFoundException {
                Class<?> before = findLoadedClass(name);
                if (before != null) {
                    return before;
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Runnable everything = (Runnable) loader.loadClass(Everything.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        everything.run();
        assertThat(asked).isEmpty();
    }

    /** What an application does with text. */
    public static final class Everything implements Runnable {

        /** Called by reflection. */
        public Everything() {}

        @Override
        public void run() {
            try (var harness = new MemoryHarness();
                    var store = harness.store()) {
                store.set("a", "1");
                store.prefixed("a").bytes().get("");
                store.atomically(batch -> batch.set("b", "2"));
                store.entries("").forEach(entry -> {});
                store.watch("", change -> {}).close();
            }
        }
    }
}
