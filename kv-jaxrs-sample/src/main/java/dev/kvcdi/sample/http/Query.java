package dev.kvcdi.sample.http;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes a parameter of an address and leaves the others as they were sent. {@code UriBuilder} decodes and encodes them, each
 * server's in its own way, and so may make another key of what was one.
 */
final class Query {

    private Query() {}

    /** Returns the address without a parameter. */
    static URI without(URI address, String parameter) {
        return with(address, others(address, parameter));
    }

    /** Returns the address with a parameter, whose value needs no encoding, in the place of those that it had. */
    static URI replacing(URI address, String parameter, String value) {
        return with(address, Stream.concat(others(address, parameter), Stream.of(parameter + "=" + value)));
    }

    private static Stream<String> others(URI address, String parameter) {
        String query = address.getRawQuery();
        return query == null
                ? Stream.empty()
                : Arrays.stream(query.split("&"))
                        .filter(part ->
                                !part.isEmpty() && !part.equals(parameter) && !part.startsWith(parameter + "="));
    }

    private static URI with(URI address, Stream<String> parts) {
        String query = parts.collect(Collectors.joining("&"));
        String whole = address.toString();
        String path = address.getRawQuery() == null ? whole : whole.substring(0, whole.indexOf('?'));
        return URI.create(query.isEmpty() ? path : path + "?" + query);
    }
}
