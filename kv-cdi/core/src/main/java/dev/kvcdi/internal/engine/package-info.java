/**
 * The life cycle of engines: {@link dev.kvcdi.internal.engine.Engines} shares them between stores, connects them in the background,
 * guards every call against closing, connects again, and closes.
 */
@NullMarked
package dev.kvcdi.internal.engine;

import org.jspecify.annotations.NullMarked;
