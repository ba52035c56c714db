package dev.kvcdi.internal.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where embedded engines keep their data unless they are told: the only place that knows servers. */
public final class DataFolder {

    /** The system properties by which servers tell the folder that their data belongs in. */
    private static final List<String> SERVERS = List.of(
            "server.output.dir", // Open Liberty
            "jboss.server.data.dir", // WildFly
            "com.sun.aas.instanceRoot", // Payara, GlassFish
            "catalina.base"); // Tomcat, TomEE

    private static final String NAME = "kv";

    private DataFolder() {}

    /**
     * Returns the folder for the data of key-value stores.
     *
     * @return the folder {@code kv} in the server's data folder; without a server, in the working folder
     */
    public static Path ofServer() {
        return of(System::getProperty);
    }

    /**
     * Returns the folder for the data of a program that reads no system properties.
     *
     * @return the folder {@code kv} in the working folder
     */
    public static Path ofProgram() {
        return Path.of(NAME).toAbsolutePath();
    }

    static Path of(UnaryOperator<@Nullable String> properties) {
        Optional<String> server = SERVERS.stream()
                .map(name -> Optional.ofNullable(properties.apply(name)))
                .flatMap(Optional::stream)
                .filter(path -> !path.isBlank())
                .findFirst();
        return Path.of(server.orElse("")).resolve(NAME).toAbsolutePath().normalize();
    }
}
