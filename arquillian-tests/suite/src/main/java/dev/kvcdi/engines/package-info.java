/** The engines beside the server that the tests run on. */
@NullMarked
package dev.kvcdi.engines;

import org.jspecify.annotations.NullMarked;
