/**
 * Injection: the portable extension {@link dev.kvcdi.cdi.KVExtension} finds out which stores an application injects, checks the
 * configuration, and adds a bean for each store and type. Applications use nothing of this package.
 */
@NullMarked
package dev.kvcdi.cdi;

import org.jspecify.annotations.NullMarked;
