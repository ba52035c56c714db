package dev.kvcdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Codec;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Beans of the application beside ours: stores of its own and codecs. */
class OwnBeansTest {

    @Dependent
    static class Prefixing {
        @Produces
        @ApplicationScoped
        KVStore prefixed(@Store("shared") KVStore shared) {
            return shared.prefixed("mine/");
        }
    }

    @Dependent
    static class Unnamed {
        @Inject
        KVStore store;
    }

    @Dependent
    static class Named {
        @Inject
        @Store("default")
        KVStore store;
    }

    @Test
    void ownStore_unnamed_isInjectedInsteadOfOurs() {
        try (var deployment = Deployment.withMemory().deploy(Prefixing.class, Unnamed.class, Named.class)) {
            deployment.bean(Unnamed.class).store.set("key", "value");

            assertThat(deployment.store("shared").get("mine/key")).contains("value");
            assertThat(deployment.bean(Named.class).store.get("key")).isEmpty();
            assertThat(deployment.bean(Named.class).store.name()).isEqualTo("default");
        }
    }

    @Dependent
    static class OwnTexts {
        @Produces
        @ApplicationScoped
        TypedKVStore<String> texts(@Store("shared") KVStore shared) {
            return shared.prefixed("mine/");
        }
    }

    @Dependent
    static class OfBothTypes {
        @Inject
        KVStore store;

        @Inject
        TypedKVStore<String> texts;

        @Inject
        @Store("default")
        TypedKVStore<String> named;
    }

    @Test
    void ownTexts_unnamed_areInjectedInsteadOfOurs_andTheStoreIsOurs() {
        try (var deployment = Deployment.withMemory().deploy(OwnTexts.class, OfBothTypes.class)) {
            OfBothTypes bean = deployment.bean(OfBothTypes.class);
            bean.store.set("key", "ours");
            bean.texts.set("key", "own");

            assertThat(bean.named.get("key")).contains("ours");
            assertThat(deployment.store("shared").get("mine/key")).contains("own");
        }
    }

    @Dependent
    static class Substituting {
        @Produces
        @Store("orders")
        @Dependent
        KVStore orders(@Store("substitute") KVStore store) {
            return store;
        }
    }

    @Dependent
    static class Orders {
        @Inject
        @Store("orders")
        KVStore store;
    }

    @Test
    void ownStore_named_isInjectedInsteadOfOurs() {
        try (var deployment = Deployment.withMemory().deploy(Substituting.class, Orders.class)) {
            assertThat(deployment.bean(Orders.class).store.name()).isEqualTo("substitute");
        }
    }

    /** A qualifier of the application's own. */
    @Qualifier @Retention(RetentionPolicy.RUNTIME)
    @interface Audit {}

    @Dependent
    static class Auditing {
        @Produces
        @Audit
        @Dependent
        KVStore audit(@Store("substitute") KVStore store) {
            return store;
        }
    }

    @Dependent
    static class Audited {
        @Inject
        @Audit
        KVStore store;
    }

    @Test
    void ownStore_withOwnQualifier_isNotOurAffair() {
        try (var deployment = Deployment.withMemory().deploy(Auditing.class, Audited.class)) {
            assertThat(deployment.bean(Audited.class).store.name()).isEqualTo("substitute");
        }
    }

    /** A value that JSON-B would write as an object. */
    public record Point(int x, int y) {}

    @ApplicationScoped
    static class PointCodec implements Codec<Point> {
        @Override
        public byte[] encode(Point value) {
            return (value.x + "/" + value.y).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Point decode(byte[] bytes) {
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split("/", -1);
            return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    @Alternative
    @Priority(1)
    @Dependent
    static class OtherCodec extends PointCodec {
        @Override
        public byte[] encode(Point value) {
            return "0/0".getBytes(StandardCharsets.UTF_8);
        }
    }

    @Dependent
    static class Points {
        @Inject
        @Store("points")
        TypedKVStore<Point> points;

        @Inject
        @Store("points")
        KVStore texts;
    }

    @Test
    void codec_bean_isUsedInsteadOfJson() {
        try (var deployment = Deployment.withMemory().deploy(Points.class, PointCodec.class)) {
            Points bean = deployment.bean(Points.class);
            bean.points.set("p", new Point(1, 2));

            assertThat(bean.texts.get("p")).contains("1/2");
            assertThat(bean.points.get("p")).contains(new Point(1, 2));
        }
    }

    @Test
    void codec_alternative_isPreferred() {
        try (var deployment = Deployment.withMemory().deploy(Points.class, PointCodec.class, OtherCodec.class)) {
            Points bean = deployment.bean(Points.class);
            bean.points.set("p", new Point(1, 2));

            assertThat(bean.texts.get("p")).contains("0/0");
        }
    }
}
