/**
 * Key-value stores without a server: {@link dev.kvcdi.se.KVRuntime} opens them in Java SE programs, tests and tools, with the same
 * drivers, configuration keys and behaviour as in a server.
 */
@NullMarked
package dev.kvcdi.se;

import org.jspecify.annotations.NullMarked;
