/** The API that applications inject: stores, entries, versions, and the errors that they raise. */
@NullMarked
package dev.kvcdi;

import org.jspecify.annotations.NullMarked;
