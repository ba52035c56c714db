/** JUnit inside the server: the suites that run there, the servlet that runs them, and what it answers. */
@NullMarked
package dev.kvcdi.servers.suite;

import org.jspecify.annotations.NullMarked;
