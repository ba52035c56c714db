package dev.kvcdi.sample.http;

import java.net.URI;
import java.util.List;
import org.jboss.resteasy.specimpl.ResteasyUriInfo;

/** Makes the request parameters of resource methods, as the server makes them of an HTTP request. */
public final class Requests {

    public static final String BASE = "http://localhost/app/";

    private Requests() {}

    public static WriteRequest to(String path) {
        return conditional(path, List.of(), List.of());
    }

    public static WriteRequest ifMatch(String path, String... tags) {
        return conditional(path, List.of(tags), List.of());
    }

    public static WriteRequest ifNoneMatch(String path, String... tags) {
        return conditional(path, List.of(), List.of(tags));
    }

    public static WriteRequest expiring(String path, String ttl) {
        var request = to(path);
        request.ttl = List.of(ttl);
        return request;
    }

    public static PageRequest page(String path, String limit, String cursor) {
        var page = new PageRequest();
        page.uri = uri(path);
        page.limit = limit;
        page.cursor = cursor;
        return page;
    }

    public static ResteasyUriInfo uri(String path) {
        return new ResteasyUriInfo(URI.create(BASE), URI.create(path));
    }

    private static WriteRequest conditional(String path, List<String> ifMatch, List<String> ifNoneMatch) {
        var request = new WriteRequest();
        request.uri = uri(path);
        request.ifMatch = ifMatch;
        request.ifNoneMatch = ifNoneMatch;
        return request;
    }
}
