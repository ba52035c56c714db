package dev.kvcdi.cdi;

import dev.kvcdi.internal.config.Lookup;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks up system properties and environment variables, for servers without MicroProfile Config. */
final class SystemLookup implements Lookup {

    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");

    private final Map<String, String> environment = System.getenv();

    @Override
    public Optional<Value> find(String key) {
        String variable = NOT_ALPHANUMERIC.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
        return value(System.getProperty(key), "the system properties")
                .or(() -> value(environment.get(variable), "the environment"))
                .or(() -> value(environment.get(key), "the environment"));
    }

    private static Optional<Value> value(@org.jspecify.annotations.Nullable String text, String source) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(new Value(text, text, source, false));
    }

    @Override
    public Set<String> names() {
        var names = new HashSet<String>(System.getProperties().stringPropertyNames());
        names.addAll(environment.keySet());
        return names;
    }
}
