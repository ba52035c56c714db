package dev.kvcdi.nats;

import dev.kvcdi.spi.Key;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The subjects of a bucket's keys, one a key, and back.
 *
 * <p>Letters, digits and {@code - _ / =} stand for themselves, and so does a dot between two other characters: keys that key-value clients
 * take are not changed. Every other byte of a key's UTF-8 is {@code %XX}, also a dot at either end or behind a dot, where it would make an
 * empty token. Nothing of a key is ever a wildcard.
 */
final class Subjects {

    private static final String HEX = "0123456789ABCDEF";
    private static final int HEX_DIGITS = 2;

    private final String start;

    /** The subjects of the bucket with this name. */
    Subjects(String bucket) {
        start = "$KV." + bucket + ".";
    }

    /** Returns the filter that selects all of the bucket. */
    String all() {
        return start + ">";
    }

    /** Returns the subject of a key. */
    String of(Key key) {
        return start + escaped(key.utf8());
    }

    /**
     * Returns the narrowest filter that selects every key with this prefix, and others as a rule: a filter selects whole tokens.
     *
     * @param prefix what the keys begin with
     */
    String filter(String prefix) {
        String escaped = escaped(prefix.getBytes(StandardCharsets.UTF_8));
        // A dot inside the prefix is escaped or not by what stands before it, so it is the same in every key that
        // begins so.
        int lastDot = escaped.lastIndexOf('.');
        return lastDot < 0 ? all() : start + escaped.substring(0, lastDot) + ".>";
    }

    /** Returns the key of a subject, empty when it is none that {@link #of} gives. */
    Optional<Key> key(String subject) {
        if (!subject.startsWith(start)) {
            return Optional.empty();
        }
        String escaped = subject.substring(start.length());
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char next = escaped.charAt(i);
            if (next != '%') {
                utf8.write(next);
            } else {
                if (i + HEX_DIGITS >= escaped.length()) {
                    return Optional.empty();
                }
                int high = HEX.indexOf(escaped.charAt(i + 1));
                int low = HEX.indexOf(escaped.charAt(i + HEX_DIGITS));
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                utf8.write((high << 4) | low);
                i += HEX_DIGITS;
            }
        }
        // Two subjects must not be one key: only the form that we write counts.
        return Key.ofUtf8(utf8.toByteArray()).filter(key -> escaped(key.utf8()).equals(escaped));
    }

    private static String escaped(byte[] utf8) {
        int first = firstSpecial(utf8);
        if (first == utf8.length) {
            return new String(utf8, StandardCharsets.US_ASCII);
        }
        StringBuilder escaped = new StringBuilder(utf8.length + 16);
        for (int i = 0; i < utf8.length; i++) {
            byte next = utf8[i];
            boolean verbatim = next == '.'
                    ? i > 0 && i < utf8.length - 1 && escaped.charAt(escaped.length() - 1) != '.'
                    : isPlain(next);
            if (verbatim) {
                escaped.append((char) next);
            } else {
                escaped.append('%').append(HEX.charAt((next >> 4) & 0xF)).append(HEX.charAt(next & 0xF));
            }
        }
        return escaped.toString();
    }

    private static int firstSpecial(byte[] utf8) {
        for (int i = 0; i < utf8.length; i++) {
            if (!isPlain(utf8[i])) {
                return i;
            }
        }
        return utf8.length;
    }

    private static boolean isPlain(byte next) {
        return (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || (next >= '0' && next <= '9')
                || next == '-'
                || next == '_'
                || next == '/'
                || next == '=';
    }
}
