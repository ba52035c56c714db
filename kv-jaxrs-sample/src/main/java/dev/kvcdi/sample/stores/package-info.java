/** What is known of each store. */
@NullMarked
package dev.kvcdi.sample.stores;

import org.jspecify.annotations.NullMarked;
