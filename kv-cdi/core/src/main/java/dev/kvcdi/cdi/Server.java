package dev.kvcdi.cdi;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.config.ApplicationName;
import dev.kvcdi.internal.config.Lookup;
import dev.kvcdi.internal.runtime.Telemetry;
import dev.kvcdi.internal.runtime.Threads;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What a server offers through JNDI and MicroProfile, and what stands in for it where it is missing. Nothing here mentions a type that
 * some servers lack in its signatures, since servers drop such classes without a word.
 */
final class Server {

    private static final System.Logger LOG = System.getLogger("dev.kvcdi");
    private static final String SCHEDULER = "java:comp/DefaultManagedScheduledExecutorService";
    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";
    private static final String CONTEXTS = "java:comp/DefaultContextService";
    private static final String APPLICATION = "java:app/AppName";
    private static final String MODULE = "java:module/ModuleName";
    private static final String NAMELESS = "application";
    private static final Pattern WAR = Pattern.compile("([^/!]+)[._]war!?/WEB-INF/");

    private Server() {}

    /** Returns where the application's configuration is looked up. */
    static Lookup lookup() {
        try {
            return MicroProfileLookup.current();
        } catch (LinkageError | IllegalStateException e) {
            CoreMessage.NO_MICROPROFILE_CONFIG.log(LOG);
            LOG.log(Level.DEBUG, "MicroProfile Config is missing", e);
            return new SystemLookup();
        }
    }

    /** Tells whether there is MicroProfile Health here. */
    static boolean hasHealth() {
        return has("org.eclipse.microprofile.health.HealthCheck", "MicroProfile Health", "no readiness is reported");
    }

    /** Returns who observes the stores: the server's OpenTelemetry, where it has one that is switched on. */
    static Telemetry telemetry(BeanManager manager) {
        if (!has("io.opentelemetry.api.OpenTelemetry", "OpenTelemetry", "no operation is observed")) {
            return Telemetry.NONE;
        }
        try {
            return OpenTelemetryLookup.find(manager);
        } catch (RuntimeException | LinkageError e) {
            CoreMessage.TELEMETRY_UNUSABLE.log(LOG, e);
            LOG.log(Level.DEBUG, "The server's OpenTelemetry cannot be used", e);
            return Telemetry.NONE;
        }
    }

    private static boolean has(String type, String what, String consequence) {
        try {
            Class.forName(type, false, Server.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.DEBUG, "There is no " + what + " here, so " + consequence, e);
            return false;
        }
    }

    /** Returns the server's threads, for listeners with the context that the caller has, or some of our own. */
    static Threads threads(ClassLoader loader) {
        Optional<ScheduledExecutorService> scheduler = find(SCHEDULER, ScheduledExecutorService.class);
        if (scheduler.isEmpty()) {
            return Threads.own(loader);
        }
        Executor threads = find(EXECUTOR, Executor.class).orElse(scheduler.get());
        Executor listeners = find(CONTEXTS, Object.class)
                .map(service -> ApplicationContext.around(threads, service))
                .orElse(threads);
        return Threads.ofServer(scheduler.get(), listeners);
    }

    /** Returns the name of the module that brings this library, which in an EAR's {@code lib} is the whole application. */
    static String applicationName() {
        List<Supplier<Optional<String>>> names = isInWar()
                ? List.of(() -> find(MODULE, String.class), Server::war, () -> find(APPLICATION, String.class))
                : List.of(() -> find(APPLICATION, String.class), () -> find(MODULE, String.class));
        return names.stream()
                .map(name -> name.get().flatMap(ApplicationName::ofArchive))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(NAMELESS);
    }

    /**
     * The WAR by the place of this jar, where Payara writes an underscore for the dot: some servers cannot tell a module's name while
     * beans are made, and the application's is the same for all WARs of an EAR.
     */
    private static Optional<String> war() {
        Matcher matcher = WAR.matcher(location());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean isInWar() {
        return location().contains("WEB-INF/");
    }

    private static String location() {
        CodeSource source = Server.class.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "" : location.toString();
    }

    @SuppressWarnings("BanJNDI") // The names are the constants above, never input.
    private static <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = InitialContext.doLookup(name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException e) {
            LOG.log(Level.DEBUG, () -> "Nothing is to be had by " + name + ": " + e);
            return Optional.empty();
        }
    }
}
