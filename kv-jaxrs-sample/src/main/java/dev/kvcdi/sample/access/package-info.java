/** Who may do what, once MicroProfile JWT is configured: tokens are asked for, and users belong to the subjects of tokens. */
@NullMarked
package dev.kvcdi.sample.access;

import org.jspecify.annotations.NullMarked;
