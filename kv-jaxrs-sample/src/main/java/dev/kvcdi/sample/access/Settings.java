package dev.kvcdi.sample.access;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** What is configured, on servers without MicroProfile Config too. */
final class Settings {

    private Settings() {}

    /** Returns the way to find a setting by its name. */
    static Function<String, Optional<String>> ofTheServer() {
        try {
            // The class is loaded by this call, and missing on some servers. With the loader: not every thread that
            // asks is the application's.
            var config = ConfigProvider.getConfig(Settings.class.getClassLoader());
            return name -> config.getOptionalValue(name, String.class);
        } catch (NoClassDefFoundError missing) {
            return Settings::ofTheProcess;
        }
    }

    /** The environment is looked at as MicroProfile Config does it. */
    private static Optional<String> ofTheProcess(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() ->
                        Optional.ofNullable(System.getenv(name.replace('.', '_').toUpperCase(Locale.ROOT))));
    }
}
