package dev.kvcdi.servers;

import static dev.kvcdi.servers.Deployments.during;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** RocksDB's jar in the server's folder for the libraries of all applications, instead of in theirs, as the README has it. */
@ArquillianTest
@RunAsClient
class SharedLibraryIT {

    private static final String SERVER = "restarted";

    private static final int TIMES = Integer.getInteger("redeployments");

    private final Path jar = Path.of(System.getProperty("restarted.libraries"), "rocksdbjni.jar");

    @ArquillianResource
    private ContainerController servers;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "observer", managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive observer() {
        return Holdings.observer();
    }

    @Deployment(name = "sharing", managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive sharing() {
        return lean("sharing.war");
    }

    @Deployment(name = "other", managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive other() {
        return lean("other.war");
    }

    private static WebArchive lean(String name) {
        return TextClient.add(
                Archives.web(name).addAsLibraries(Archives.archive("kv-cdi"), Archives.archive("kv-cdi-rocksdb")));
    }

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(jar.getParent());
        Files.copy(Archives.jar("rocksdbjni").toPath(), jar);
        servers.start(SERVER);
    }

    @AfterEach
    void stop() throws IOException {
        servers.stop(SERVER);
        Files.delete(jar);
    }

    @Test
    void library_sharedByTwoApplications_isMappedOnceHoweverOftenTheyAreDeployed() {
        during(deployer, "observer", () -> {
            deployBoth();
            Holdings before = Holdings.of(SERVER);
            assertThat(before.libraries()).hasSize(1);
            for (int time = 0; time < TIMES; time++) {
                deployBoth();
            }
            Holdings after = Holdings.of(SERVER);
            assertThat(after.libraries()).isEqualTo(before.libraries());
            assertThat(after.temporary()).isEqualTo(before.temporary());
        });
    }

    private void deployBoth() {
        during(deployer, "sharing", () -> {
            writeTo("sharing");
            during(deployer, "other", () -> writeTo("other"));
            writeTo("sharing");
        });
    }

    private static void writeTo(String application) {
        TextClient client = new TextClient(SERVER, application).awaitReady();
        client.put("key", application);
        assertThat(client.get("key")).contains(application);
    }
}
