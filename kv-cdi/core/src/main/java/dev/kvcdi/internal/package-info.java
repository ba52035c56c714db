/**
 * The inside of the library. Nothing in this package or below it is for applications or drivers, and all of it may change in any
 * release. Each package below has one public door and keeps the rest to itself.
 */
@NullMarked
package dev.kvcdi.internal;

import org.jspecify.annotations.NullMarked;
