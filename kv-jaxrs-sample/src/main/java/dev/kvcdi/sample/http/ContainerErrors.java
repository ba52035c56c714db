package dev.kvcdi.sample.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers what the server refuses before the application is asked, such as an address that it cannot decode: the error page. */
@WebServlet(urlPatterns = ContainerErrors.PATH)
public class ContainerErrors extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** The path that {@code web.xml} names. */
    static final String PATH = "/problem";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean forwarded = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        int status = forwarded ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
        Object path = forwarded ? request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) : request.getRequestURI();
        byte[] problem = ProblemMapper.plain(status)
                .json(path instanceof String text ? text : null)
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        if (status == 401 && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(problem.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", ResponseHeaders.NOTHING);
        response.getOutputStream().write(problem);
    }
}
