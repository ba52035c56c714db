package dev.kvcdi.cdi;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import dev.kvcdi.spi.KVDriver;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.spi.Extension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * An application in a container, with a configuration and a class loader of its own. The extension is found as in a server, by its
 * service file.
 */
final class Deployment implements AutoCloseable {

    static final String APPLICATION_FILE =
            "PropertiesConfigSource[source=app.jar!/META-INF/microprofile-config.properties]";
    private static final String APPLICATION_PATH = "app.jar!/META-INF/microprofile-config.properties";

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

    KVStore store(String name) {
        return container.select(KVStore.class, Store.Literal.of(name)).get();
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
        private final List<Extension> extensions = new ArrayList<>();
        private final List<ConfigSource> sources = new ArrayList<>();
        private String services = "";

        private Builder() {
            extensions.add(ServiceLoader.load(Extension.class).stream()
                    .filter(service -> service.type() == KVExtension.class)
                    .map(ServiceLoader.Provider::get)
                    .findFirst()
                    .orElseThrow());
        }

        Builder and(String key, String value) {
            file.put(key, value);
            return this;
        }

        Builder andVariable(String name, String value) {
            environment.put(name, value);
            return this;
        }

        Builder andSource(ConfigSource source) {
            sources.add(source);
            return this;
        }

        Builder andDriver(Class<? extends KVDriver> driver) {
            services += driver.getName() + "\n";
            return this;
        }

        Builder andExtension(Extension extension) {
            extensions.add(extension);
            return this;
        }

        Deployment deploy(Class<?>... beans) {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withSources(
                            new PropertiesConfigSource(file, APPLICATION_PATH, 100),
                            new EnvConfigSource(environment, 300))
                    .withSources(sources)
                    .addDefaultInterceptors()
                    .build();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            var loader = new ApplicationLoader(before, services);
            thread.setContextClassLoader(loader);
            ConfigProviderResolver.instance().registerConfig(config, loader);
            try {
                return new Deployment(
                        config,
                        new Weld(UUID.randomUUID().toString())
                                .disableDiscovery()
                                .addBeanClasses(beans)
                                .addExtensions(extensions.toArray(Extension[]::new))
                                .initialize());
            } catch (RuntimeException | Error e) {
                ConfigProviderResolver.instance().releaseConfig(config);
                throw e;
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Offers the services that an application brings. */
    private static final class ApplicationLoader extends ClassLoader {

        private static final String SERVICE = "META-INF/services/" + KVDriver.class.getName();

        private final String services;

        ApplicationLoader(ClassLoader parent, String services) {
            super(parent);
            this.services = services;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return name.equals(SERVICE)
                    ? Collections.enumeration(List.of(new URL(null, "app:" + name, new Text(services))))
                    : Collections.emptyEnumeration();
        }
    }

    /** A resource that is nowhere but here. */
    private static final class Text extends URLStreamHandler {

        private final String text;

        Text(String text) {
            this.text = text;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }
}
