package dev.kvcdi.it.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
abstract class SampleByEnvironment implements SampleHttp {

    private static final String DEPLOYMENT = "sample";
    private static final String ARCHIVE = "sample.war";

    /** Engines answer late while the machine has much else to do. */
    private static final String PATIENT = "KV_TIMEOUT=1m";

    @ArquillianResource
    private ContainerController servers;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = DEPLOYMENT, managed = false, testable = false)
    @TargetsContainer(OwnServer.NAME)
    static WebArchive sample() {
        return SampleArchive.packaged(ARCHIVE);
    }

    /** Lines of {@code server.env}. */
    abstract List<String> environment();

    /** One line more than others. */
    static List<String> and(List<String> others, String line) {
        return Stream.concat(others.stream(), Stream.of(line)).toList();
    }

    /** The server is started before the first test, when Arquillian can be asked for it. */
    @BeforeEach
    void start() {
        OwnServer.start(servers, deployer, DEPLOYMENT, this::setEnvironment);
    }

    private void setEnvironment() {
        String before = read();
        AfterTheLastTest.run(() -> write(before));
        write(before + "\n" + PATIENT + "\n" + String.join("\n", environment()) + "\n");
    }

    private static String read() {
        try {
            return Files.readString(environmentFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String environment) {
        try {
            Files.writeString(environmentFile(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path environmentFile() {
        return Path.of(System.getProperty(OwnServer.NAME + ".environment"));
    }

    @Override
    public URI base() {
        return OwnServer.application("sample");
    }
}
