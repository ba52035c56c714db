package dev.kvcdi.failures;

import dev.kvcdi.cdi.KVExtension;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.resources.ClassLoaderResourceLoader;

/** A CDI container with MicroProfile Config, in which applications are deployed, also such that cannot start. */
final class Container {

    private final Map<String, String> properties = new HashMap<>();
    private final List<Extension> extensions = new ArrayList<>(List.of(new KVExtension()));

    private Container() {}

    static Container with(String... properties) {
        var container = new Container();
        for (int i = 0; i < properties.length; i += 2) {
            container.properties.put(properties[i], properties[i + 1]);
        }
        return container;
    }

    static Container with(Map<String, String> properties) {
        var container = new Container();
        container.properties.putAll(properties);
        return container;
    }

    Container and(Extension extension) {
        extensions.add(extension);
        return this;
    }

    /** Deploys, and stops again. */
    void deploy(Class<?>... beans) {
        deploy(application -> {}, beans);
    }

    /** Deploys, lets somebody use the application, and stops it again. */
    void deploy(Consumer<WeldContainer> use, Class<?>... beans) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "META-INF/microprofile-config.properties", 100))
                .addDefaultInterceptors()
                .build();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = new ClassLoader(before) {};
        thread.setContextClassLoader(loader);
        ConfigProviderResolver.instance().registerConfig(config, loader);
        try (WeldContainer application = new Weld(UUID.randomUUID().toString())
                .disableDiscovery()
                .setResourceLoader(new ClassLoaderResourceLoader(loader))
                .addBeanClasses(beans)
                .addExtensions(extensions.toArray(Extension[]::new))
                .initialize()) {
            use.accept(application);
        } finally {
            ConfigProviderResolver.instance().releaseConfig(config);
            thread.setContextClassLoader(before);
        }
    }
}
