/** The stores of one application as a whole: {@link dev.kvcdi.internal.runtime.StoreRuntime}, with or without CDI around it. */
@NullMarked
package dev.kvcdi.internal.runtime;

import org.jspecify.annotations.NullMarked;
