package dev.kvcdi.internal.view;

import dev.kvcdi.Codec;
import dev.kvcdi.Entry;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.StoredEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A view's codec, whose failures are told as the API tells them.
 *
 * @param <V> the values' type
 */
final class Coding<V> {

    private final Failures failures;
    private final Codec<V> codec;

    Coding(Failures failures, Codec<V> codec) {
        this.failures = failures;
        this.codec = codec;
    }

    byte[] encode(String operation, String key, V value) {
        byte @Nullable [] bytes;
        try {
            bytes = codec.encode(value);
        } catch (EngineException e) {
            throw failures.ofRead(operation, key, e);
        } catch (RuntimeException e) {
            throw failures.codec(
                    operation, key, "the value cannot be encoded" + reason(e) + "; nothing was written.", e);
        }
        if (bytes == null) {
            throw failures.codec(
                    operation, key, "the codec " + name() + " encoded a value as null; nothing was written.", null);
        }
        return bytes;
    }

    V decode(String operation, String key, byte[] bytes) {
        @Nullable V value;
        try {
            value = codec.decode(bytes);
        } catch (EngineException e) {
            throw failures.ofRead(operation, key, e);
        } catch (RuntimeException e) {
            throw failures.codec(
                    operation,
                    key,
                    "the stored bytes are no value of this view" + reason(e) + ". The view bytes() reads them.",
                    e);
        }
        if (value == null) {
            throw failures.codec(
                    operation,
                    key,
                    "the stored bytes stand for null by the codec " + name() + ". The view bytes() reads them.",
                    null);
        }
        return value;
    }

    /** The entry as the view shows it, under the key by which the view knows it. */
    Entry<V> entry(String operation, String viewKey, StoredEntry stored) {
        return Entry.of(
                viewKey,
                decode(operation, stored.key(), stored.value()),
                stored.version(),
                expiry(stored.expiryMillis()));
    }

    static @Nullable Instant expiry(long millis) {
        return millis == StoredEntry.NEVER ? null : Instant.ofEpochMilli(millis);
    }

    private String reason(RuntimeException failure) {
        return failure instanceof UncodableException
                ? ": " + failure.getMessage()
                : " (" + failure.getClass().getName() + " from the codec " + name() + ")";
    }

    private String name() {
        return codec.getClass().getName();
    }
}
