/** Plain texts under any key. */
@NullMarked
package dev.kvcdi.sample.kv;

import org.jspecify.annotations.NullMarked;
