/**
 * The sample seen from outside: plain HTTP against a base address, without a word about the server that runs it. The tests are default
 * methods of interfaces, so that one class implements them for each set-up that they are run on.
 */
@NullMarked
package dev.kvcdi.it.http;

import org.jspecify.annotations.NullMarked;
