package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kvcdi.Capability;
import dev.kvcdi.Codec;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.internal.CoreLog;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Deployments that fail, each with the words that say why. */
class DeploymentProblemsTest {

    private static final String EXACT =
            ", from which no type of values follows\n    action:      Name the exact type, such as TypedKVStore<Person>, or inject"
                    + " KVStore and use json(…) or as(…)";

    @Dependent
    @SuppressWarnings("rawtypes")
    static class Raw {
        @Inject
        TypedKVStore store;
    }

    @Test
    void injectionPoint_raw_isAProblem() {
        assertThat(problem(Deployment.withMemory(), Raw.class))
                .contains("KVCDI0100: 1 problem in the configuration of the key-value stores:\n\n"
                        + "KVCDI0120: The injection point " + Raw.class.getName()
                        + ".store has the type dev.kvcdi.TypedKVStore"
                        + EXACT);
    }

    @Dependent
    static class Wildcard {
        @Inject
        @Store("persons")
        TypedKVStore<? extends Number> store;
    }

    @Test
    void injectionPoint_wildcard_isAProblem() {
        assertThat(problem(Deployment.withMemory(), Wildcard.class))
                .contains("The injection point " + Wildcard.class.getName()
                        + ".store has the type dev.kvcdi.TypedKVStore<? extends java.lang.Number>" + EXACT);
    }

    @Dependent
    static class NestedWildcard {
        @Inject
        Instance<TypedKVStore<List<?>>> store;
    }

    @Test
    void injectionPoint_nestedWildcard_isAProblem() {
        assertThat(problem(Deployment.withMemory(), NestedWildcard.class))
                .contains("The injection point " + NestedWildcard.class.getName() + ".store has the type")
                .contains(EXACT);
    }

    @Dependent
    static class InstanceOfWildcard {
        @Inject
        Instance<? extends KVStore> store;
    }

    @Test
    void injectionPoint_instanceOfWildcard_isAProblem() {
        assertThat(problem(Deployment.withMemory(), InstanceOfWildcard.class))
                .contains("The injection point " + InstanceOfWildcard.class.getName() + ".store has the type")
                .contains(EXACT);
    }

    @Dependent
    static class Variable<T> {
        @Inject
        TypedKVStore<T> store;
    }

    @Test
    void injectionPoint_typeVariable_isAProblem() {
        assertThat(problem(Deployment.withMemory(), Variable.class))
                .contains("The injection point " + Variable.class.getName()
                        + ".store has the type dev.kvcdi.TypedKVStore<T>" + EXACT);
    }

    @Dependent
    static class Parameter {
        @Inject
        @SuppressWarnings({"rawtypes", "UnusedVariable"})
        Parameter(@Store("a") KVStore fine, @Store("Wrong") KVStore wrong, TypedKVStore raw) {}
    }

    @Test
    void problems_ofAllKinds_comeInOneMessage() {
        assertThat(problem(
                        Deployment.with("kv.driver", "memroy").and("kv.timeout", "soon"),
                        Parameter.class,
                        Variable.class))
                .contains("5 problems in the configuration of the key-value stores:")
                .contains("KVCDI0108: There is no driver named 'memroy' in the application")
                .contains("'memroy', from " + Deployment.APPLICATION_FILE)
                .contains("KVCDI0118: The value is no time with a unit")
                .contains("'Wrong' is no name for a store (at " + Parameter.class.getName() + "(…), parameter 2)")
                .contains("(…), parameter 3 has the type dev.kvcdi.TypedKVStore, from which")
                .contains("TypedKVStore<T>, from which");
    }

    @Dependent
    static class Plain {
        @Inject
        KVStore store;
    }

    @Test
    void key_unknownInTheApplicationsFile_isAProblem() {
        assertThat(problem(Deployment.withMemory().and("kv.time-out", "5s"), Plain.class))
                .contains("""
                        KVCDI0114: kv.time-out is no key of the key-value stores
                            property:    kv.time-out
                            environment: KV_TIME_OUT
                            value:       from %s
                            action:      Correct or remove it. The nearest known one is kv.timeout""".formatted(Deployment.APPLICATION_FILE));
    }

    @Test
    void key_unknownInTheEnvironment_isAWarning() {
        try (var log = CoreLog.start();
                var deployment = Deployment.withMemory()
                        .andVariable("KV_TIME_OUT", "5s")
                        .andVariable("KV_SERVICE_HOST", "10.0.0.1")
                        .deploy(Plain.class)) {
            assertThat(deployment.bean(Plain.class).store.get("key")).isEmpty();
            assertThat(log.messages(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("KVCDI0016: KV_TIME_OUT (from EnvConfigSource")
                    .endsWith("is no key of the key-value stores and is ignored. The nearest known one is KV_TIMEOUT");
        }
    }

    @Test
    void key_unknownInASourceOfTheServerWithTheFilesOrdinal_isAWarning() {
        try (var log = CoreLog.start();
                var deployment = Deployment.withMemory()
                        .andSource(new NamedSource("for all applications", Map.of("kv.time-out", "5s")))
                        .deploy(Plain.class)) {
            assertThat(deployment.bean(Plain.class).store.get("key")).isEmpty();
            assertThat(log.messages(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("KVCDI0016: kv.time-out (from for all applications) is no key");
        }
    }

    @Test
    void key_unknownInTheFileThatPayaraCallsProperties_isAProblem() {
        assertThat(problem(
                        Deployment.withMemory().andSource(new NamedSource("Properties", Map.of("kv.time-out", "5s"))),
                        Plain.class))
                .contains("KVCDI0114: kv.time-out is no key of the key-value stores");
    }

    @Test
    void driver_none_isAProblem() {
        assertThat(problem(Deployment.unconfigured(), Plain.class))
                .contains("KVCDI0110: No driver is present but 'memory', which must be chosen");
    }

    @Test
    void driver_fromEnvironment_isChosen() {
        try (var deployment = Deployment.unconfigured()
                .andVariable("KV_DRIVER", "memory")
                .andVariable("KV_MAX_VALUE_BYTES", "1KB")
                .deploy(Plain.class)) {
            assertThat(deployment.bean(Plain.class).store.get("key")).isEmpty();
        }
    }

    @Dependent
    static class Demanding {
        @Inject
        @Store(value = "orders", requires = Capability.WATCH)
        KVStore first;

        @Inject
        @Store(value = "orders", requires = Capability.PERSISTENT)
        KVStore second;
    }

    @Test
    void requires_neverPossible_isAProblemThatNamesTheInjectionPoints() {
        assertThat(problem(Deployment.withMemory(), Demanding.class))
                .contains("The store 'orders' requires [PERSISTENT] (at ")
                .contains(Demanding.class.getName() + ".first")
                .contains(Demanding.class.getName() + ".second")
                .contains("which the driver 'memory' never has");
    }

    /** A value. */
    record Point(int x, int y) {}

    @Dependent
    static class FirstCodec extends PointCodec {}

    @Dependent
    static class SecondCodec extends PointCodec {}

    abstract static class PointCodec implements Codec<Point> {
        @Override
        public byte[] encode(Point value) {
            return new byte[] {(byte) value.x, (byte) value.y};
        }

        @Override
        public Point decode(byte[] bytes) {
            return new Point(bytes[0], bytes[1]);
        }
    }

    @Dependent
    static class Points {
        @Inject
        TypedKVStore<Point> points;
    }

    @Test
    void codec_twoForOneType_isAProblem() {
        assertThat(problem(Deployment.withMemory(), Points.class, FirstCodec.class, SecondCodec.class))
                .contains("Several beans are a Codec<" + Point.class.getTypeName() + ">: " + FirstCodec.class.getName()
                        + ", " + SecondCodec.class.getName());
    }

    /** Stands for the extension of a second copy of the jar. */
    static class Twin extends KVExtension {}

    @Test
    void extension_twice_isAProblem() {
        assertThat(problem(Deployment.withMemory().andExtension(new Twin()), Plain.class))
                .contains("The extension of kv-cdi is registered twice in one application")
                .contains("Keep one copy: in the EAR's lib");
    }

    private static String problem(Deployment.Builder application, Class<?>... beans) {
        Throwable failure = catchThrowable(() -> application.deploy(beans).close());
        assertThat(failure).isNotNull();
        return String.valueOf(failure.getMessage());
    }
}
