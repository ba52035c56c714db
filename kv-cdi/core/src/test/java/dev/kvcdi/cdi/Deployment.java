package dev.kvcdi.cdi;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.spi.Extension;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application in a container, with a configuration of its own. The extension is found as in a server, by its service file. */
final class Deployment implements AutoCloseable {

    static final String APPLICATION_FILE =
            "PropertiesConfigSource[source=app.jar!/META-INF/microprofile-config.properties]";

    private final SmallRyeConfig config;
    private final WeldContainer container;

    private Deployment(SmallRyeConfig config, WeldContainer container) {
        this.config = config;
        this.container = container;
    }

    static Builder with(String key, String value) {
        return new Builder().and(key, value);
    }

    static Builder withMemory() {
        return with("kv.driver", "memory");
    }

    static Builder unconfigured() {
        return new Builder();
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    WeldContainer container() {
        return container;
    }

    @Override
    public void close() {
        container.shutdown();
        ConfigProviderResolver.instance().releaseConfig(config);
    }

    /** Describes an application. */
    static final class Builder {

        private final Map<String, String> file = new HashMap<>();
        private final Map<String, String> environment = new HashMap<>();

        Builder and(String key, String value) {
            file.put(key, value);
            return this;
        }

        Builder andVariable(String name, String value) {
            environment.put(name, value);
            return this;
        }

        Deployment deploy(Class<?>... beans) {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withSources(
                            new PropertiesConfigSource(file, APPLICATION_FILE, 100),
                            new EnvConfigSource(environment, 300))
                    .addDefaultInterceptors()
                    .build();
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            ConfigProviderResolver.instance().registerConfig(config, loader);
            try {
                Extension extension = ServiceLoader.load(Extension.class).stream()
                        .filter(service -> service.type() == KVExtension.class)
                        .map(ServiceLoader.Provider::get)
                        .findFirst()
                        .orElseThrow();
                return new Deployment(
                        config,
                        new Weld()
                                .disableDiscovery()
                                .addBeanClasses(beans)
                                .addExtensions(extension)
                                .initialize());
            } catch (RuntimeException | Error e) {
                ConfigProviderResolver.instance().releaseConfig(config);
                throw e;
            }
        }
    }
}
