package dev.kvcdi.internal.copy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal that ends with the call. */
final class MemoryJournal implements Journal {

    private final Map<String, Claim> claims = new HashMap<>();

    @Override
    public Map<String, Claim> claims(Collection<String> keys) {
        Map<String, Claim> found = new HashMap<>();
        for (String key : keys) {
            Claim claim = claims.get(key);
            if (claim != null) {
                found.put(key, claim);
            }
        }
        return found;
    }

    @Override
    public void claim(Map<String, Claim> added) {
        claims.putAll(added);
    }

    @Override
    public void reached(Map<String, Claim> added, byte @Nullable [] position) {
        claims.putAll(added);
    }

    @Override
    public void forget(Collection<String> keys) {
        keys.forEach(claims::remove);
    }

    @Override
    public byte @Nullable [] position() {
        return null;
    }
}
