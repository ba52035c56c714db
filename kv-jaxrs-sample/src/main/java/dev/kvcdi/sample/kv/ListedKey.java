package dev.kvcdi.sample.kv;

import dev.kvcdi.Entry;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list of keys tells of an entry.
 *
 * @param key the key
 * @param etag the entity tag, in quotes, as headers have it
 * @param expiresAt when the entry expires, or null when it never does; in RFC 3339 in JSON
 */
@JsonbPropertyOrder({"key", "etag", "expiresAt"})
public record ListedKey(
        String key,
        String etag,
        @JsonbProperty("expires_at") @Nullable Instant expiresAt) {

    static ListedKey of(Entry<?> entry) {
        return new ListedKey(
                entry.key(), '"' + entry.version().text() + '"', entry.expiry().orElse(null));
    }
}
