package dev.kvcdi.internal.copy;

import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.internal.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a store, under keys of the form {@code <copy>/<digest of the key>}. Where both stores of the copy are, by name, driver and
 * prefix, makes {@code <copy>}, so that the journals of several copies do not mix. If they did, no harm would come of it: versions are
 * never issued twice, and so a claim to a version says nothing of another store's entry.
 */
final class StoreJournal implements Journal {

    private static final int COPY_CHARACTERS = 16;

    private final KVStore store;
    private final Side to;
    private final String copy;
    private final String place;

    StoreJournal(KVStore store, Side from, Side to) {
        this.store = store;
        this.to = to;
        MessageDigest sha = Digests.sha256();
        for (Side side : new Side[] {from, to}) {
            for (String part : side.identity()) {
                Digests.updateWithLength(sha, part);
            }
        }
        this.copy = Digests.base64(sha.digest()).substring(0, COPY_CHARACTERS) + '/';
        this.place = copy + "place";
    }

    @Override
    public Map<String, Claim> claims(Collection<String> keys) {
        Map<String, String> names = new LinkedHashMap<>();
        keys.forEach(key -> names.put(name(key), key));
        Map<String, Claim> found = new HashMap<>();
        store.getAll(names.keySet())
                .forEach((name, text) -> parse(text).ifPresent(claim -> {
                    String key = names.get(name);
                    if (key != null) {
                        found.put(key, claim);
                    }
                }));
        return found;
    }

    /** Claims of a newer format must not pass for other people's texts: what the copy wrote would count as theirs. */
    private Optional<Claim> parse(String text) {
        if (Claim.isNewer(text)) {
            throw new KVUnsupportedException(
                    to.context(),
                    "a newer version of kv-cdi wrote the journal, in a format that this one does not know; it was left as it is."
                            + " Go on with that version or a newer one.",
                    null);
        }
        return Claim.parse(text);
    }

    @Override
    public void claim(Map<String, Claim> claims) {
        store.setAll(texts(claims));
    }

    @Override
    public void reached(Map<String, Claim> claims, byte @Nullable [] position) {
        Map<String, String> texts = texts(claims);
        if (position != null) {
            texts.put(place, Digests.base64(position));
        }
        store.setAll(texts);
        if (position == null) {
            store.delete(place);
        }
    }

    @Override
    public void forget(Collection<String> keys) {
        store.deleteAll(keys.stream().map(this::name).toList());
    }

    @Override
    public byte @Nullable [] position() {
        String text = store.get(place).orElse(null);
        try {
            return text == null ? null : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Somebody else wrote it: the pass begins at the beginning.
            return null;
        }
    }

    private Map<String, String> texts(Map<String, Claim> claims) {
        Map<String, String> texts = new LinkedHashMap<>();
        claims.forEach((key, claim) -> texts.put(name(key), claim.text()));
        return texts;
    }

    private String name(String key) {
        return copy + Digests.base64(Digests.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
