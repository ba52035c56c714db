/** Tests of what must be true between packages, jars and source files. */
@NullMarked
package dev.kvcdi.architecture;

import org.jspecify.annotations.NullMarked;
