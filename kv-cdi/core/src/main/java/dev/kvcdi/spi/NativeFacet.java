package dev.kvcdi.spi;

import java.util.Set;
import java.util.function.Function;

/** Access to the engine's own objects. */
public interface NativeFacet {

    /**
     * Returns the types that can be had.
     *
     * @return the types
     */
    Set<Class<?>> types();

    /**
     * Calls a function with an engine's object. The core sees to it that the engine is not closed meanwhile, which is why the object is
     * lent to a function and never given away.
     *
     * @param <N> the type
     * @param <R> the result's type
     * @param type one of {@link #types()}
     * @param use the function; its exception is passed on as it is
     * @return the function's result
     * @throws IllegalArgumentException if the type is none of {@link #types()}
     */
    <N, R> R use(Class<N> type, Function<? super N, R> use);
}
