package dev.kvcdi.sample.http;

import dev.kvcdi.Entry;
import dev.kvcdi.Page;
import dev.kvcdi.TypedKVStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists a store in pages: a {@code @BeanParam} of {@code limit}, the most entries of a page, and {@code cursor}, where the page
 * begins. A page that is not the last has a {@code Link} header to the next; a page may have fewer entries than asked for.
 */
public class PageRequest {

    private static final int MAX_LIMIT = 100;

    @QueryParam("limit")
    @DefaultValue("20")
    String limit = "20";

    @QueryParam("cursor")
    @Nullable String cursor;

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    /**
     * Answers with a page of a store as a JSON array.
     *
     * @param <V> the values' type
     * @param store the store
     * @param request the preconditions
     * @return the answer
     */
    public <V> Response list(TypedKVStore<V> store, ConditionalRequest request) {
        return list(store, "", Entry::value, request);
    }

    /**
     * Answers with a page of the entries whose keys begin with a prefix as a JSON array.
     *
     * @param <V> the values' type
     * @param store the store
     * @param prefix the prefix, empty for all entries
     * @param view what is told of an entry
     * @param request the preconditions
     * @return the answer
     */
    public <V> Response list(
            TypedKVStore<V> store, String prefix, Function<Entry<V>, ?> view, ConditionalRequest request) {
        Page<V> page = page(store, prefix);
        Response answer =
                request.answer(tag(page), page.entries().stream().map(view).toList());
        return page.nextCursor().map(next -> linked(answer, next)).orElse(answer);
    }

    private <V> Page<V> page(TypedKVStore<V> store, String prefix) {
        int most = limit();
        try {
            return store.page(prefix, most, cursor);
        } catch (IllegalArgumentException refused) {
            throw new ProblemException(Invalid.parameter("cursor", "must be one that a link of this list has"));
        }
    }

    private int limit() {
        try {
            int most = Integer.parseInt(limit);
            if (most >= 1 && most <= MAX_LIMIT) {
                return most;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as to a number out of range.
        }
        throw new ProblemException(Invalid.parameter("limit", "must be a whole number from 1 to " + MAX_LIMIT));
    }

    private Response linked(Response answer, String next) {
        Link link = Link.fromUri(Query.replacing(uri.getRequestUri(), "cursor", next))
                .rel("next")
                .build();
        return Response.fromResponse(answer).header(HttpHeaders.LINK, link).build();
    }

    /** A page is what its entries are: their versions make its tag. */
    private static String tag(Page<?> page) {
        Digest digest = new Digest();
        for (Entry<?> entry : page.entries()) {
            digest.add(entry.key() + '\0' + entry.version().text() + '\0');
        }
        return digest.add(page.nextCursor().orElse("")).tag();
    }
}
