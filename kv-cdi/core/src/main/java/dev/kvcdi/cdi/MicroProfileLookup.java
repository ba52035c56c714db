package dev.kvcdi.cdi;

import dev.kvcdi.internal.config.Lookup;
import java.util.HashSet;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Looks up in MicroProfile Config. Loaded only where that is present. */
final class MicroProfileLookup implements Lookup {

    /** What Payara calls {@code META-INF/microprofile-config.properties}, without its path. */
    private static final String NAMELESS_FILE = "Properties";

    /** The ordinal of that file, and of any source that does not say another, such as one for all applications of a server. */
    private static final int DEFAULT_ORDINAL = 100;

    private final Config config;

    private MicroProfileLookup(Config config) {
        this.config = config;
    }

    /**
     * Returns the look-up of the application whose class loader the thread has.
     *
     * @return the look-up
     * @throws IllegalStateException if there is no implementation
     */
    static Lookup current() {
        return new MicroProfileLookup(ConfigProvider.getConfig());
    }

    @Override
    public Optional<Value> find(String key) {
        ConfigValue value = config.getConfigValue(key);
        String text = value.getValue();
        String raw = value.getRawValue();
        if (text == null && raw != null && raw.contains("${")) {
            // Some implementations throw this themselves.
            throw new NoSuchElementException("An expression has no value");
        }
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        String source = Objects.requireNonNullElse(value.getSourceName(), "an unnamed source");
        return Optional.of(new Value(
                text,
                Objects.requireNonNullElse(raw, text),
                source,
                isApplicationFile(source, value.getSourceOrdinal())));
    }

    private static boolean isApplicationFile(String source, int ordinal) {
        String name = source.toLowerCase(Locale.ROOT);
        return name.contains("microprofile-config")
                || name.contains("application.")
                || (source.equals(NAMELESS_FILE) && ordinal == DEFAULT_ORDINAL);
    }

    @Override
    public Set<String> names() {
        var names = new HashSet<String>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }
}
