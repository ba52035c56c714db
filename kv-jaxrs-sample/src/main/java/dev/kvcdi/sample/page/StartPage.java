package dev.kvcdi.sample.page;

import dev.kvcdi.sample.access.Open;
import dev.kvcdi.sample.access.Protection;
import dev.kvcdi.sample.http.ConditionalRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The page at the root, which shows and edits everything, and the files that it is made of. */
@Path("")
@ApplicationScoped
@Open
public class StartPage {

    /** Nothing but the page's own files and addresses, so that a text which became markup by mistake would do nothing. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'";

    @Inject
    Protection protection;

    /**
     * Returns the page.
     *
     * @param uri the request's address
     * @param request the request
     * @return HTML
     */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response page(@Context UriInfo uri, @BeanParam ConditionalRequest request) {
        String html = file("index.html")
                .replace("<!--base-->", escape(uri.getBaseUri().toString()))
                .replace("data-protection=\"off\"", "data-protection=\"" + (protection.on() ? "on" : "off") + '"');
        return Response.fromResponse(request.answer(html))
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .build();
    }

    /**
     * Returns the page's style sheet.
     *
     * @param request the request
     * @return CSS
     */
    @GET
    @Path("style.css")
    @Produces("text/css;charset=UTF-8")
    public Response style(@BeanParam ConditionalRequest request) {
        return request.answer(file("style.css"));
    }

    /**
     * Returns the page's icon.
     *
     * @param request the request
     * @return SVG
     */
    @GET
    @Path("icon.svg")
    @Produces("image/svg+xml")
    public Response icon(@BeanParam ConditionalRequest request) {
        return request.answer(file("icon.svg"));
    }

    /**
     * Returns a module of the page.
     *
     * @param name the module's name
     * @param request the request
     * @return JavaScript
     */
    @GET
    @Path("js/{name: [a-z]+}.js")
    @Produces("text/javascript;charset=UTF-8")
    public Response module(@PathParam("name") String name, @BeanParam ConditionalRequest request) {
        return request.answer(find("js/" + name + ".js").orElseThrow(NotFoundException::new));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String file(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("The application lacks its file " + name));
    }

    private static Optional<String> find(String name) {
        try (InputStream file = StartPage.class.getResourceAsStream("/page/" + name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
