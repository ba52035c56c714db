/** Tests of the packaged jars inside a running server, whichever module's the suite runs in. */
@NullMarked
package dev.kvcdi.servers;

import org.jspecify.annotations.NullMarked;
