package dev.kvcdi.internal.copy;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what the copy wrote, and how far it came. */
interface Journal {

    /** The claims to some keys; keys without one are missing. */
    Map<String, Claim> claims(Collection<String> keys);

    /** Keeps claims, in the place of earlier ones. */
    void claim(Map<String, Claim> claims);

    /** Keeps claims and the place in the source up to which everything was copied. */
    void reached(Map<String, Claim> claims, byte @Nullable [] position);

    /** Forgets claims. */
    void forget(Collection<String> keys);

    /** The place at which an earlier copy broke off, or null when there is none. */
    byte @Nullable [] position();
}
