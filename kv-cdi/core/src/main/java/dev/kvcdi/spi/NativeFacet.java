package dev.kvcdi.spi;

import java.util.Optional;
import java.util.Set;

/** Access to the engine's own objects. */
public interface NativeFacet {

    /**
     * Returns the types that can be had.
     *
     * @return the types
     */
    Set<Class<?>> types();

    /**
     * Returns an engine's object. The core sees to it that the engine is not closed while it is used.
     *
     * @param <N> the type
     * @param type one of {@link #types()}
     * @return the object, empty when there is none of that type
     */
    <N> Optional<N> unwrap(Class<N> type);
}
