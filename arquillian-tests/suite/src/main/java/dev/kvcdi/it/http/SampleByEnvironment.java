package dev.kvcdi.it.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;

/**
 * The sample as it is packaged, on a server that is started with environment variables for the tests of one class: a subclass has the
 * variables.
 */
@ArquillianTest
@RunAsClient
abstract class SampleByEnvironment implements SampleSuite {

    private static final String SERVER = "restarted";
    private static final String DEPLOYMENT = "sample";
    private static final String ARCHIVE = "sample.war";

    private static boolean running;

    @ArquillianResource
    private ContainerController servers;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = DEPLOYMENT, managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive sample() {
        return SampleArchive.packaged(ARCHIVE);
    }

    /** The lines of {@code server.env}. */
    abstract List<String> environment();

    /** The server is started before the first test, when Arquillian can be asked for it. */
    @BeforeEach
    void start() throws IOException {
        if (running) {
            return;
        }
        running = true;
        AfterTheLastTest.run(() -> running = false);
        String before = Files.readString(environmentFile());
        AfterTheLastTest.run(() -> write(before));
        write(before + "\n" + String.join("\n", environment()) + "\n");
        servers.start(SERVER);
        AfterTheLastTest.run(() -> servers.stop(SERVER));
        deployer.deploy(DEPLOYMENT);
        AfterTheLastTest.run(() -> deployer.undeploy(DEPLOYMENT));
    }

    private static void write(String environment) {
        try {
            Files.writeString(environmentFile(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path environmentFile() {
        return Path.of(System.getProperty(SERVER + ".environment"));
    }

    @Override
    public URI base() {
        return URI.create("http://127.0.0.1:" + System.getProperty(SERVER + ".port") + "/sample/");
    }
}
