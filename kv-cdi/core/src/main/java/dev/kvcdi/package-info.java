/**
 * The key-value store that an application injects: {@link dev.kvcdi.KVStore}, its typed views, and the values and exceptions that
 * they use.
 *
 * <p>Every operation means the same on every engine. What an engine cannot do is a {@link dev.kvcdi.Capability} that it does not
 * declare, and the call is refused by name.
 *
 * <p>Types are not null unless annotated {@link org.jspecify.annotations.Nullable}; a null argument is a {@link
 * NullPointerException}. All types are safe for use by several threads, except {@link dev.kvcdi.Batch}.
 */
@NullMarked
package dev.kvcdi;

import org.jspecify.annotations.NullMarked;
