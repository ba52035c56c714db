/** The failure guide as tests see it. */
@NullMarked
package dev.kvcdi.failures;

import org.jspecify.annotations.NullMarked;
