/** The start page. */
@NullMarked
package dev.kvcdi.sample.page;

import org.jspecify.annotations.NullMarked;
