package dev.kvcdi.servers.suite;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the JUnit class that the request names, inside the server, and answers with a line for each {@link Outcome} as it comes.
 *
 * <p>Arquillian's own way into the container runs every case of a parameterized test as often as there are cases, and nested classes
 * outside the server; here JUnit itself runs inside.
 */
@WebServlet("/suite")
public class SuiteServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("US-ASCII");
        PrintWriter answer = response.getWriter();
        // Who asks waits a minute for the answer to begin.
        response.flushBuffer();
        LauncherDiscoveryRequest suite = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(request.getParameter("class")))
                .build();
        LauncherConfig nothingFromOutside = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        LauncherFactory.create(nothingFromOutside).execute(suite, new OutcomeWriter(answer));
        answer.println(Outcome.END);
    }
}
