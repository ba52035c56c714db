package dev.kvcdi.sample;

import dev.kvcdi.sample.access.Protection;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ServiceLoader;

/** Resources in a container without a server: CDI with the stores' extension, on the in-memory driver, at a time that stands. */
public final class Application implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789123Z");

    private final SeContainer container;

    private Application(SeContainer container) {
        this.container = container;
    }

    public static Application of(Class<?>... resources) {
        return new Application(SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(resources)
                .addBeanClasses(StoppedClock.class, Protection.class)
                .addExtensions(ServiceLoader.load(Extension.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toArray(Extension[]::new))
                .initialize());
    }

    public <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    @Override
    public void close() {
        container.close();
    }

    @Dependent
    static class StoppedClock {

        @Produces
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }
}
