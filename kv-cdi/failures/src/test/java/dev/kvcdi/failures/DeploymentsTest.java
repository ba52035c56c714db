package dev.kvcdi.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.cdi.KVExtension;
import dev.kvcdi.se.KVRuntime;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake that fails a deployment, made with the real drivers or in a real container, and compared with its entry. */
class DeploymentsTest {

    private static final Set<String> seen = new TreeSet<>();

    private final Guide guide = new Guide();

    @BeforeAll
    static void begin() {
        seen.clear();
    }

    /** A new mistake needs a test here. */
    @AfterAll
    static void allMistakesWereMade() {
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(new Guide()
                        .entries().keySet().stream()
                                .filter(number -> number.startsWith("KVCDI01"))
                                .toList());
    }

    @Test
    void services_ofAMissingClass(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(KVDriver.class.getName()), "missing.Driver\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertFails(started("kv.driver", "memory"), "KVCDI0100", "KVCDI0101");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void driver_ofAnotherVersion() {
        assertFails(
                KVRuntime.builder().driver(new DefectiveDriver().ofVersion(99)).property("kv.driver", "memory"),
                "KVCDI0102");
    }

    @Test
    void driver_misnamed() {
        assertFails(
                KVRuntime.builder().driver(new DefectiveDriver().named("store")).property("kv.driver", "memory"),
                "KVCDI0103");
    }

    @Test
    void drivers_ofOneName() {
        assertFails(
                KVRuntime.builder()
                        .driver(new DefectiveDriver())
                        .driver(new DefectiveDriver() {})
                        .property("kv.driver", "memory"),
                "KVCDI0104");
    }

    @Test
    void driver_declaringAKeyTwice() {
        ConfigKey key = ConfigKey.connection("key", ConfigKey.Type.TEXT, "A key.");
        assertFails(
                KVRuntime.builder()
                        .driver(new DefectiveDriver().declaring(key, key))
                        .property("kv.driver", "memory"),
                "KVCDI0105");
    }

    @Test
    void store_misnamed() {
        assertFails(started("kv.driver", "memory", "kv.stores", "Not_A_Name"), "KVCDI0106");
    }

    @Test
    void keys_thatDoNotGoTogether() {
        assertFails(started("kv.driver", "nats", "kv.stores", "a", "kv.nats.user", "only-a-user"), "KVCDI0107");
    }

    @Test
    void driver_absent() {
        assertFails(started("kv.driver", "rocksbd", "kv.stores", "a"), "KVCDI0108");
    }

    @Test
    void drivers_severalAndNoneChosen() {
        assertFails(started("kv.stores", "a"), "KVCDI0109");
    }

    @Test
    void stores_inOnePlace() {
        assertFails(
                started(
                        "kv.driver",
                        "nats",
                        "kv.stores",
                        "a,b",
                        "kv.store.a.nats.bucket",
                        "one",
                        "kv.store.b.nats.bucket",
                        "one"),
                "KVCDI0112");
    }

    @Test
    void keys_ofOneVariable() {
        assertFails(
                started("kv.driver", "memory", "kv.stores", "a,a-nats")
                        .driver(new DefectiveDriver()
                                .named("nats")
                                .declaring(ConfigKey.store("driver", ConfigKey.Type.TEXT, "A key."))),
                "KVCDI0113");
    }

    @Test
    void key_unknown() {
        assertFails(started("kv.driver", "memory", "kv.time-out", "5s"), "KVCDI0114");
    }

    @Test
    void secret_givenTwice_orInNoFile() {
        assertFails(
                started(
                        "kv.driver",
                        "nats",
                        "kv.stores",
                        "a",
                        "kv.nats.token",
                        "one",
                        "kv.nats.token-file",
                        "/nowhere",
                        "kv.nats.nkey-file",
                        "/nowhere"),
                "KVCDI0115",
                "KVCDI0117");
    }

    @Test
    void values_wrong() {
        assertFails(
                started("kv.driver", "nats", "kv.stores", "a", "kv.timeout", "soon", "kv.nats.replicas", "9"),
                "KVCDI0118",
                "KVCDI0119");
    }

    @Dependent
    static class WantsPersistence {
        @Inject
        @Store(value = "kept", requires = Capability.PERSISTENT)
        KVStore store;
    }

    @Dependent
    @SuppressWarnings("rawtypes")
    static class LeavesTypeOpen {
        @Inject
        TypedKVStore store;
    }

    @Test
    void injectionPoints_andExpressions() {
        assertFails(
                Container.with("kv.driver", "memory", "kv.timeout", "${nowhere}"),
                new Class<?>[] {WantsPersistence.class, LeavesTypeOpen.class},
                "KVCDI0100",
                "KVCDI0111",
                "KVCDI0116",
                "KVCDI0120");
    }

    @Test
    void driver_none() throws Exception {
        URL core = KVRuntime.class.getProtectionDomain().getCodeSource().getLocation();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {core}, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(alone);
            Object builder = alone.loadClass(KVRuntime.class.getName())
                    .getMethod("builder")
                    .invoke(null);
            Class<?> type = builder.getClass();
            type.getMethod("property", String.class, String.class).invoke(builder, "kv.stores", "a");
            assertExplained(
                    catchThrowable(() -> type.getMethod("start").invoke(builder))
                            .getCause(),
                    "KVCDI0110");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Stands for the extension of a second copy of the jar. */
    static class Twin extends KVExtension {}

    @Test
    void extension_twice() {
        assertFails(
                Container.with("kv.driver", "memory").and(new Twin()), new Class<?>[] {WantsStore.class}, "KVCDI0122");
    }

    @Test
    void copies_twoInSight(@TempDir Path folder) throws Exception {
        Class<?> module = SecondCopy.beside(folder, WantsStore.class);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(module.getClassLoader());
        try {
            assertFails(Container.with("kv.driver", "memory"), new Class<?>[] {module}, "KVCDI0121");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static class Text implements Codec<Text> {
        @Override
        public byte[] encode(Text value) {
            return new byte[0];
        }

        @Override
        public Text decode(byte[] bytes) {
            return this;
        }
    }

    @Dependent
    static class OtherText extends Text {}

    @Dependent
    static class OneText extends Text {}

    @Test
    void codecs_several() {
        assertFails(
                Container.with("kv.driver", "memory"),
                new Class<?>[] {WantsStore.class, OneText.class, OtherText.class},
                "KVCDI0123");
    }

    private static KVRuntime.Builder started(String... properties) {
        KVRuntime.Builder builder = KVRuntime.builder();
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        return builder;
    }

    private void assertFails(KVRuntime.Builder builder, String... numbers) {
        assertExplained(catchThrowable(() -> builder.start().close()), numbers);
    }

    private void assertFails(Container container, Class<?>[] beans, String... numbers) {
        assertExplained(catchThrowable(() -> container.deploy(beans)), numbers);
    }

    private void assertExplained(Throwable failure, String... numbers) {
        assertThat(failure).isNotNull();
        for (String number : numbers) {
            guide.assertExplains(number, failure.getMessage());
            seen.add(number);
        }
        assertThat(failure.getMessage()).contains("action:");
    }
}
