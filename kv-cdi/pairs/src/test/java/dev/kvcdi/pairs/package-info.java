/** Tests of what goes from one engine to another. */
@NullMarked
package dev.kvcdi.pairs;

import org.jspecify.annotations.NullMarked;
