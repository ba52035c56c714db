/** Tests of the packaged jars inside a running server, which the Maven profile chooses. */
@NullMarked
package dev.kvcdi.servers;

import org.jspecify.annotations.NullMarked;
