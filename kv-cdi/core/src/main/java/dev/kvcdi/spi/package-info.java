/**
 * What a driver implements: {@link dev.kvcdi.spi.KVDriver} connects an {@link dev.kvcdi.spi.Engine}, which opens a {@link
 * dev.kvcdi.spi.Backend} for each store. All of it works on bytes; types, limits, codecs, logging and life cycle are the core's.
 *
 * <p>A driver is found through {@link java.util.ServiceLoader}, in the application or in a library. The contract that it has to keep is
 * the suite in {@code kv-cdi-testkit}.
 *
 * <p>Types are not null unless annotated {@link org.jspecify.annotations.Nullable}.
 */
@NullMarked
package dev.kvcdi.spi;

import org.jspecify.annotations.NullMarked;
