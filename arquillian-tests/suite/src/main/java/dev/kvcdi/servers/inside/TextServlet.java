package dev.kvcdi.servers.inside;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * The store of an application over HTTP: PUT and GET with {@code ?key=}; GET without a key lists all entries, a line {@code key=value} each.
 *
 * <p>A bean too, since Payara tells extensions of the servlets in an EAR only where they are beans. Made at the start, since Payara takes
 * a servlet out of service for good if its first request comes in the moment when the server closes the application's jars after a
 * deployment ("zip file closed").
 */
@Dependent
@WebServlet(urlPatterns = "/texts", loadOnStartup = 1)
public class TextServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    @Store("texts")
    private transient KVStore store;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String key = request.getParameter("key");
        if (key == null) {
            PrintWriter lines = response.getWriter();
            try (Stream<Entry<String>> entries = store.entries("")) {
                entries.forEach(entry -> lines.println(entry.key() + '=' + entry.value()));
            }
            return;
        }
        String value = store.get(key).orElse(null);
        if (value == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            response.getWriter().print(value);
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        store.set(
                request.getParameter("key"),
                new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
