package dev.kvcdi.servers;

import static dev.kvcdi.servers.Deployments.during;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.servers.inside.LoadedClasses;
import dev.kvcdi.servers.inside.ObserverServlet;
import dev.kvcdi.servers.inside.StorelessServlet;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application that comes and goes while its clients go on writing, beside one that does nothing. */
@ArquillianTest
@RunAsClient
class RedeploymentIT {

    /** How often each application is deployed. */
    private static final int TIMES = Integer.getInteger("redeployments");

    private static final int WRITES_EACH_TIME = 100;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "observer", managed = false, testable = false)
    static WebArchive observer() {
        return Archives.web("observer.war").addClasses(ObserverServlet.class, LoadedClasses.class);
    }

    @Deployment(name = "again", managed = false, testable = false)
    static WebArchive application() {
        return TextClient.add(Archives.withRocksDb("again.war")).addClass(LoadedClasses.class);
    }

    /** The same without a store: what the server itself leaves of any application under load. */
    @Deployment(name = "empty", managed = false, testable = false)
    static WebArchive empty() {
        return Archives.web("empty.war").addClasses(StorelessServlet.class, LoadedClasses.class);
    }

    @Test
    void application_deployedAgainAndAgainUnderLoad_losesNothingAndLeavesWhatAnEmptyOneLeaves() {
        during(deployer, "observer", () -> {
            Growth ofEmpty = growthByEmpty();
            try (Load load = Load.on(new TextClient("main", "again"))) {
                deployOnce("again", load);
                Holdings before = Holdings.now();
                repeat(() -> deployOnce("again", load));
                Awaitility.await("what the application left, beyond the empty one's " + ofEmpty)
                        .atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> Holdings.now().since(before).assertNoMoreThan(ofEmpty));
                during(deployer, "again", () -> {
                    load.end();
                    load.assertNothingLost();
                });
            }
        });
    }

    /** Not under load, since servers may keep the class loader of any application that went while a request was in it. */
    @Test
    void application_deployedAgainAndAgain_leavesNoClassLoader() {
        TextClient client = new TextClient("main", "again");
        Runnable deployment =
                () -> during(deployer, "again", () -> client.awaitReady().put("quiet", "value"));
        during(deployer, "observer", () -> {
            // The JVM keeps the first, which its own threads were started from, and in a cache of method handles the
            // latest.
            deployment.run();
            deployment.run();
            int before = Holdings.now().classLoaders;
            repeat(deployment);
            Awaitility.await("class loaders of the application")
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(Holdings.now().classLoaders).isLessThanOrEqualTo(before));
        });
    }

    /** The growth by the empty application after its first deployment. */
    private Growth growthByEmpty() {
        try (Load load = Load.on(new TextClient("main", "empty"))) {
            deployOnce("empty", load);
            Holdings before = Holdings.now();
            repeat(() -> deployOnce("empty", load));
            return Holdings.now().since(before);
        }
    }

    private void deployOnce(String name, Load load) {
        during(deployer, name, () -> load.awaitMore(WRITES_EACH_TIME));
    }

    private static void repeat(Runnable deployment) {
        for (int time = 0; time < TIMES; time++) {
            deployment.run();
        }
    }

    /** What the server's process holds while the application is not there. */
    private record Holdings(List<String> threads, List<String> files, List<String> temporary, int classLoaders) {

        private static final URI OBSERVER = Http.application("main", "observer").resolve("observer");

        static Holdings now() {
            Properties state = new Properties();
            try {
                state.load(new StringReader(Http.get(OBSERVER).body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Holdings(
                    list(state, "threads"),
                    list(state, "files"),
                    list(state, "temporary"),
                    Integer.parseInt(state.getProperty("loaders")));
        }

        Growth since(Holdings before) {
            // Servers have threads of their own that bear names of folders.
            assertThat(threads).noneMatch(name -> name.startsWith("kv-cdi "));
            assertThat(files).noneMatch(name -> name.contains("/kv/"));
            return new Growth(
                    threads.size() - before.threads.size(),
                    files.size() - before.files.size(),
                    temporary.size() - before.temporary.size());
        }

        private static List<String> list(Properties state, String name) {
            return state.getProperty(name).lines().toList();
        }
    }

    /** How much more of everything there is. */
    private record Growth(int threads, int files, int temporary) {

        /** Pools of the server grow and shrink by a few threads and connections. */
        private static final int BREATH = 12;

        void assertNoMoreThan(Growth other) {
            assertThat(threads).as("threads").isLessThan(Math.max(other.threads, 0) + BREATH);
            assertThat(files).as("file descriptors").isLessThan(Math.max(other.files, 0) + BREATH);
            assertThat(temporary).as("temporary files").isLessThanOrEqualTo(Math.max(other.temporary, 0));
        }
    }
}
