/** Persons, as JSON under generated ids. */
@NullMarked
package dev.kvcdi.sample.person;

import org.jspecify.annotations.NullMarked;
