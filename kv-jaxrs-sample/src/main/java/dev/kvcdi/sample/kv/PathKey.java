package dev.kvcdi.sample.kv;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/**
 * The key of {@code /kv/any/key}.
 *
 * <p>It is read from the address as it was sent: the path parameter, which is here to be documented, lacks what follows a semicolon
 * and a slash at the end.
 */
public class PathKey {

    @PathParam("key")
    String parameter = "";

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    /**
     * Returns the key.
     *
     * @return the key, not empty
     */
    public String text() {
        return RawKey.ofPath(uri.getPath(false));
    }
}
