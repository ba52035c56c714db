package dev.kvcdi.internal.view;

import dev.kvcdi.spi.Key;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** The keys that begin with a view's prefix: whole in the store, without the prefix in the view. */
final class Namespace {

    private final Failures failures;
    private final String prefix;

    Namespace(Failures failures, String prefix) {
        this.failures = failures;
        this.prefix = prefix;
    }

    /** The namespace in this one of the keys that begin with a further prefix. */
    Namespace within(String further) {
        return new Namespace(failures, wholePrefix("prefixed", further));
    }

    /** The whole key of a view's key. */
    Key key(String operation, String key) {
        Objects.requireNonNull(key, "key");
        String whole = prefix.isEmpty() ? key : prefix.concat(key);
        Optional<Key> legal = Key.of(whole);
        if (legal.isPresent()) {
            return legal.get();
        }
        throw failures.invalidKey(operation, whole);
    }

    /** The whole prefix of a view's prefix. */
    String wholePrefix(String operation, String further) {
        Objects.requireNonNull(further, "prefix");
        String whole = prefix.concat(further);
        if (whole.isEmpty() || Key.of(whole).isPresent()) {
            return whole;
        }
        throw failures.invalidPrefix(operation, whole);
    }

    /** Tells whether a key may be in both namespaces of one store. */
    boolean overlaps(Namespace other) {
        return prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
    }

    /** The most bytes that a view's key may have. */
    int longestKey() {
        return Key.MAX_BYTES - prefix.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The view's key of a whole key that begins with the prefix. */
    String stripped(String whole) {
        return prefix.isEmpty() ? whole : whole.substring(prefix.length());
    }
}
