/**
 * A REST application on injected stores.
 *
 * <p>{@code user}, {@code person} and {@code kv} are the resources; {@code http} has what they share, each in one place: preconditions
 * and entity tags, expiry, paging, the bodies that are accepted, and the problems that are told. {@code stores} and {@code events} tell
 * of the stores themselves; {@code page} serves the page that shows it all.
 */
@NullMarked
package dev.kvcdi.sample;

import org.jspecify.annotations.NullMarked;
