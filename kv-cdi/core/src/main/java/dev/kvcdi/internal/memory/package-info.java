/**
 * The driver that keeps entries in the server's memory, and the executable specification of what a driver does: where it and the
 * documentation differ, one of them has a defect. Its door is {@link dev.kvcdi.internal.memory.MemoryDriver}.
 */
@NullMarked
package dev.kvcdi.internal.memory;

import org.jspecify.annotations.NullMarked;
