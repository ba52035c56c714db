/**
 * A REST application on injected stores.
 *
 * <p>{@code user}, {@code person} and {@code kv} are the resources; {@code http} has what they share, each in one place: preconditions
 * and entity tags, paging, the bodies that are accepted, and the problems that are told; {@code page} is the start page.
 */
@NullMarked
package dev.kvcdi.sample;

import org.jspecify.annotations.NullMarked;
