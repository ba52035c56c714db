package dev.kvcdi.sample.kv;

import dev.kvcdi.sample.http.ProblemException;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * The key of {@code /kv?key=any%2Fkey}: the way for keys that a path cannot carry. Servers refuse encoded slashes, dots, backslashes
 * and number signs in paths, and control characters; clients and proxies take segments of dots away.
 */
public class QueryKey {

    @QueryParam("key")
    @Encoded
    @Nullable String raw;

    /**
     * Returns the key.
     *
     * @return the key, which may be empty
     */
    public String text() {
        if (raw == null) {
            throw new ProblemException(404, "The address lacks a key: /kv/… or /kv?key=…");
        }
        return RawKey.ofQuery("key", raw);
    }
}
