/** Users, as JSON under generated ids. */
@NullMarked
package dev.kvcdi.sample.user;

import org.jspecify.annotations.NullMarked;
