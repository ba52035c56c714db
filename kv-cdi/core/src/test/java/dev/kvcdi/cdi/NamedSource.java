package dev.kvcdi.cdi;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A source of the default ordinal.
 *
 * @param getName the source's name
 * @param getProperties its values
 */
record NamedSource(String getName, Map<String, String> getProperties) implements ConfigSource {

    @Override
    public Set<String> getPropertyNames() {
        return getProperties.keySet();
    }

    @Override
    public String getValue(String key) {
        return getProperties.get(key);
    }

    @Override
    public int getOrdinal() {
        return DEFAULT_ORDINAL;
    }
}
