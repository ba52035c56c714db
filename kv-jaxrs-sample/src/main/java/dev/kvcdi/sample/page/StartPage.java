package dev.kvcdi.sample.page;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page at the root, which says what runs and where to go. */
@Path("")
@ApplicationScoped
public class StartPage {

    @Inject
    KVStore texts;

    @Inject
    @Store("persons")
    KVStore persons;

    @Inject
    @Store("users")
    KVStore users;

    /**
     * Returns the page.
     *
     * @param uri the request's address
     * @return HTML
     */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public String page(@Context UriInfo uri) {
        return file("index.html")
                .replace("<!--base-->", escape(uri.getBaseUri().toString()))
                .replace("<!--stores-->", row(persons, "/person") + row(users, "/user") + row(texts, "/kv"));
    }

    /**
     * Returns the page's style sheet.
     *
     * @return CSS
     */
    @GET
    @Path("style.css")
    @Produces("text/css;charset=UTF-8")
    public String style() {
        return file("style.css");
    }

    /**
     * Returns the page's icon.
     *
     * @return SVG
     */
    @GET
    @Path("icon.svg")
    @Produces("image/svg+xml")
    public String icon() {
        return file("icon.svg");
    }

    private static String row(KVStore store, String user) {
        String capabilities = store.capabilities().stream()
                .map(capability -> capability.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .sorted()
                .collect(Collectors.joining(", "));
        return Stream.of(store.name(), store.driver(), user, capabilities)
                .map(cell -> "<td>" + escape(cell) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String file(String name) {
        try (InputStream file = Objects.requireNonNull(StartPage.class.getResourceAsStream("/page/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
