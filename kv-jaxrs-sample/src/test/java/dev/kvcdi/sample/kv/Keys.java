package dev.kvcdi.sample.kv;

import dev.kvcdi.sample.http.Requests;

/** Makes the keys of requests, as the server makes them of an HTTP request. */
final class Keys {

    private Keys() {}

    static PathKey inPath(String path) {
        var key = new PathKey();
        key.uri = Requests.uri(path);
        return key;
    }

    static QueryKey inQuery(String raw) {
        var key = new QueryKey();
        key.raw = raw;
        return key;
    }
}
