/** What the tests put into the applications that they deploy; it runs inside the server. */
@NullMarked
package dev.kvcdi.servers.inside;

import org.jspecify.annotations.NullMarked;
