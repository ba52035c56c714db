/** The changes of all stores as server-sent events. */
@NullMarked
package dev.kvcdi.sample.events;

import org.jspecify.annotations.NullMarked;
