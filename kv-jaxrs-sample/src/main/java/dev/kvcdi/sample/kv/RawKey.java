package dev.kvcdi.sample.kv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kvcdi.sample.http.Invalid;
import dev.kvcdi.sample.http.ProblemException;
import dev.kvcdi.sample.http.Utf8;
import java.net.URLDecoder;
import java.util.Arrays;

/** Decodes keys from addresses as they were sent. */
final class RawKey {

    private RawKey() {}

    /**
     * Returns the key that a path holds after its first segment.
     *
     * @param path the path below the application's base; some servers begin it with a slash
     */
    static String ofPath(String path) {
        String below = path.startsWith("/") ? path.substring(1) : path;
        String raw = below.substring(below.indexOf('/') + 1);
        if (Arrays.stream(raw.split("/")).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw new ProblemException(
                    Invalid.parameter("key", "has a segment of dots, which gets lost in a path; send it as /kv?key=…"));
        }
        return decode("key", raw.replace("+", "%2B"));
    }

    /** Returns the key, or the beginning of one, that is a parameter of a query. */
    static String ofQuery(String parameter, String raw) {
        return decode(parameter, raw);
    }

    /** Decodes to bytes first: decoding to characters at once would make U+FFFD of what is malformed. */
    private static String decode(String parameter, String raw) {
        try {
            byte[] bytes = URLDecoder.decode(raw, ISO_8859_1).getBytes(ISO_8859_1);
            return Utf8.decode(bytes).orElseThrow(() -> malformed(parameter));
        } catch (IllegalArgumentException noHexDigits) {
            throw malformed(parameter);
        }
    }

    private static ProblemException malformed(String parameter) {
        return new ProblemException(Invalid.parameter(parameter, "must be percent-encoded UTF-8"));
    }
}
