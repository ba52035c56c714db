/** Holds README.md to what the drivers declare. */
@NullMarked
package dev.kvcdi.readme;

import org.jspecify.annotations.NullMarked;
