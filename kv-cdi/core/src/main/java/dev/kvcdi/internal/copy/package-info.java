/**
 * Copies a store into another, by the entries that both show as bytes. Its door is {@link dev.kvcdi.internal.copy.Copy}; the views give it
 * each store as a {@link dev.kvcdi.internal.copy.Side}.
 */
@NullMarked
package dev.kvcdi.internal.copy;

import org.jspecify.annotations.NullMarked;
