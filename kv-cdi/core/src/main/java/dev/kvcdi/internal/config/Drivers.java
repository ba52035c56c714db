package dev.kvcdi.internal.config;

import dev.kvcdi.internal.CoreMessage;
import dev.kvcdi.internal.memory.MemoryDriver;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.KVDriver;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The drivers that are present and fit for use, by name. */
final class Drivers {

    /** The built-in driver that is never chosen implicitly, since it forgets. */
    static final String MEMORY = "memory";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Words of the configuration scheme: {@code kv.<word>…} is not a driver's key. */
    private static final Set<String> RESERVED =
            Set.of("store", "stores", "driver", "timeout", "application", "max", "health", "telemetry");

    private final Map<String, KVDriver> byName = new TreeMap<>();
    private final Findings findings;
    private boolean refused;

    private Drivers(Findings findings) {
        this.findings = findings;
    }

    /**
     * Finds the drivers.
     *
     * @param given drivers that need not be looked for, and that take the place of those found under the same name
     * @param loader the application's class loader, whose services are looked up
     * @param findings receives what is wrong
     * @return the drivers
     */
    static Drivers find(Collection<KVDriver> given, ClassLoader loader, Findings findings) {
        var drivers = new Drivers(findings);
        var classes = new HashSet<Class<?>>();
        var found = new ArrayList<KVDriver>(given);
        found.addAll(drivers.services(loader));
        found.addAll(drivers.services(KVDriver.class.getClassLoader()));
        found.add(new MemoryDriver());
        for (KVDriver driver : found) {
            boolean replaced = !given.contains(driver) && names(given).contains(driver.name());
            if (!replaced && (classes.add(driver.getClass()) || given.contains(driver))) {
                drivers.add(driver);
            }
        }
        return drivers;
    }

    private static Set<String> names(Collection<KVDriver> drivers) {
        return drivers.stream().map(KVDriver::name).collect(Collectors.toSet());
    }

    private List<KVDriver> services(ClassLoader loader) {
        var found = new ArrayList<KVDriver>();
        Iterator<KVDriver> services = ServiceLoader.load(KVDriver.class, loader).iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    return found;
                }
                found.add(services.next());
            } catch (ServiceConfigurationError e) {
                refuse(Problem.of(CoreMessage.DRIVER_NOT_LOADED, e.getMessage())
                        .action("Check the driver's jar and META-INF/services/" + KVDriver.class.getName()
                                + ", and that kv-cdi is in the application only once"));
            }
        }
    }

    private void add(KVDriver driver) {
        String type = driver.getClass().getName();
        int version = version(driver);
        if (version != KVDriver.SPI_VERSION) {
            refuse(Problem.of(CoreMessage.DRIVER_OF_OTHER_VERSION, type, origin(driver), version, KVDriver.SPI_VERSION)
                    .action("Use a driver's jar and a kv-cdi jar of the same release"));
            return;
        }
        String name = driver.name();
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            refuse(Problem.of(CoreMessage.DRIVER_MISNAMED, type, name)
                    .action("Let its name() be lower-case letters and digits, beginning with a letter, and none of "
                            + new TreeSet<>(RESERVED)));
            return;
        }
        KVDriver other = byName.putIfAbsent(name, driver);
        if (other != null) {
            refuse(Problem.of(
                            CoreMessage.DRIVERS_OF_ONE_NAME,
                            name,
                            other.getClass().getName(),
                            origin(other),
                            type,
                            origin(driver))
                    .action("Keep one of the two jars"));
            return;
        }
        checkKeys(driver);
    }

    private void checkKeys(KVDriver driver) {
        var names = new HashSet<String>();
        for (ConfigKey key : driver.configKeys()) {
            if (!KEY.matcher(key.name()).matches() || !names.add(key.name())) {
                refuse(
                        Problem.of(CoreMessage.DRIVER_KEY, driver.name(), key.name())
                                .action(
                                        "Let each key be lower-case words of letters and digits joined by single hyphens, declared once"));
            }
        }
    }

    /** A driver that was compiled against another version may not even have the method. */
    private static int version(KVDriver driver) {
        try {
            return driver.spiVersion();
        } catch (LinkageError e) {
            return 0;
        }
    }

    private void refuse(Problem problem) {
        refused = true;
        findings.add(problem);
    }

    private static String origin(KVDriver driver) {
        CodeSource source = driver.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "of unknown origin"
                : source.getLocation().toString();
    }

    Collection<KVDriver> all() {
        return byName.values();
    }

    Optional<KVDriver> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Returns the drivers that may be chosen without being named.
     *
     * @return those that keep what they are given
     */
    List<KVDriver> implicit() {
        return byName.values().stream()
                .filter(driver -> !driver.name().equals(MEMORY))
                .toList();
    }

    /** Tells whether a driver was refused, so that its absence needs no further complaint. */
    boolean someRefused() {
        return refused;
    }

    String names() {
        return String.join(", ", byName.keySet());
    }
}
