/**
 * What the configuration says: {@link dev.kvcdi.internal.config.Configuration} reads it, checks all of it at once, and plans the stores.
 */
@NullMarked
package dev.kvcdi.internal.config;

import org.jspecify.annotations.NullMarked;
