package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

/** What is left of the data when the server ends, in order or not. */
@ArquillianTest
@RunAsClient
class RestartIT {

    private static final String SERVER = "restarted";

    /** How often the server is killed. */
    private static final int KILLS = Integer.getInteger("crash.rounds");

    private static final int WRITES_PER_KILL = 200;

    private final TextClient texts = new TextClient(SERVER, "kept");

    @ArquillianResource
    private ContainerController servers;

    @ArquillianResource
    private Deployer deployer;

    private List<ProcessHandle> processes = List.of();

    @Deployment(name = "kept", managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive kept() {
        return TextClient.add(Archives.withRocksDb("kept.war"));
    }

    @Deployment(name = "starter", managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive starter() {
        return Archives.web("starter.war");
    }

    @BeforeEach
    void start() {
        startServer();
        deployer.deploy("kept");
        texts.awaitReady();
    }

    @AfterEach
    void stop() {
        deployer.undeploy("kept");
        servers.stop(SERVER);
    }

    @Test
    void server_stoppedAndStarted_hasTheData() {
        texts.put("before", "the restart");

        servers.stop(SERVER);
        startServer();

        assertThat(texts.awaitReady().get("before")).contains("the restart");
    }

    @Test
    void server_stoppedUnderLoad_hasEveryAcknowledgedWrite() {
        try (Load load = Load.on(texts)) {
            load.awaitMore(WRITES_PER_KILL);
            servers.stop(SERVER);
            startServer();
            texts.awaitReady();
            load.awaitMore(WRITES_PER_KILL);
            load.end();
            load.assertNothingLost();
        }
    }

    @Test
    void server_killedUnderLoad_hasEveryAcknowledgedWrite() throws Exception {
        try (Load load = Load.on(texts)) {
            for (int kill = 0; kill < KILLS; kill++) {
                load.awaitMore(WRITES_PER_KILL);
                killServer();
                startServer();
                texts.awaitReady();
                load.assertNothingLost();
            }
        }
    }

    private void startServer() {
        List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
        servers.start(SERVER);
        // Payara's adapter starts it when something is deployed.
        Deployments.during(deployer, "starter", () -> {});
        processes = Stream.concat(
                        ProcessHandle.current().descendants().filter(process -> !others.contains(process)),
                        detached().stream())
                .toList();
    }

    /** The process of a server that no adapter's process waits for, which is known by a file of the server's. */
    private static Optional<ProcessHandle> detached() {
        return Optional.ofNullable(System.getProperty("restarted.pid")).map(file -> {
            try {
                long pid = Long.parseLong(Files.readString(Path.of(file)).strip());
                return ProcessHandle.of(pid).orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void killServer() throws Exception {
        assertThat(processes).isNotEmpty();
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            process.onExit().get();
        }
        String misleading = System.getProperty("restarted.leftover");
        if (misleading != null) {
            Files.deleteIfExists(Path.of(misleading));
        }
        // Adapters may complain that the server which they are to end does not answer any more.
        Throwable complaint = catchThrowable(() -> servers.kill(SERVER));
        assertThat(servers.isStarted(SERVER)).as("after %s", complaint).isFalse();
    }
}
