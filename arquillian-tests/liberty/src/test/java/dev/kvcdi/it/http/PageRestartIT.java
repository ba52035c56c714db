package dev.kvcdi.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page while its server goes and comes back. */
@ArquillianTest
@RunAsClient
class PageRestartIT implements SampleHttp {

    private static final String SERVER = "restarted";
    private static final String DEPLOYMENT = "page";

    @ArquillianResource
    private ContainerController servers;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = DEPLOYMENT, managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive sample() {
        return SampleArchive.packaged("page.war");
    }

    @Override
    public URI base() {
        return URI.create("http://127.0.0.1:" + System.getProperty(SERVER + ".port") + "/page/");
    }

    @BeforeEach
    void start() {
        servers.start(SERVER);
        deployer.deploy(DEPLOYMENT);
    }

    @AfterEach
    void stop() {
        deployer.undeploy(DEPLOYMENT);
        servers.stop(SERVER);
    }

    @Test
    void page_serverRestartedMeanwhile_goesOn() {
        try (Page page = Page.open(base())) {
            page.press("New person").type("name", "Before").press("Save");
            page.awaitRow("Before");
            page.awaitNoDialog();

            servers.stop(SERVER);
            page.awaitConnection("Reconnecting");
            page.press("New person").type("name", "Typed meanwhile").press("Save");
            page.awaitText("The server cannot be reached.");
            servers.start(SERVER);
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> request().get("person").statusCode() == 200);

            page.awaitConnection("Live");
            assertThat(page.typed("name")).isEqualTo("Typed meanwhile");
            page.press("Save");
            page.awaitRow("Typed meanwhile");
            page.awaitRow("Before");
            request()
                    .body("{\"name\":\"After\"}")
                    .put("person/" + SampleHttp.fresh())
                    .then()
                    .statusCode(201);
            page.awaitRow("After");
            page.screenshot("after-restart");
        }
    }
}
