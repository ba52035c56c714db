/**
 * The API as applications see it, made of a {@link dev.kvcdi.spi.Backend}: keys and prefixes, codecs, conditions, listings, watches, and
 * the exceptions. Its door is {@link dev.kvcdi.internal.view.Views}.
 *
 * <p><b>Which error a call gives when several apply</b> is the same everywhere: null arguments; illegal keys, prefixes and limits; time to
 * live; encoding; size of the value; capability; and then whatever the engine says. Of several keys, each check is made for all of them
 * before the next check. Where values come to light only inside the call, in {@code compute} and {@code atomically}, the capability is
 * checked before the function is called, and the rest for what it gives.
 */
@NullMarked
package dev.kvcdi.internal.view;

import org.jspecify.annotations.NullMarked;
