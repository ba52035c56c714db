package dev.kvcdi.servers;

import static dev.kvcdi.servers.Deployments.during;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.servers.inside.LoadedClasses;
import dev.kvcdi.servers.inside.ObserverServlet;
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

/** An application that comes and goes while its clients go on writing. */
@ArquillianTest
@RunAsClient
class RedeploymentIT {

    private static final int TIMES = 10;
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

    @Test
    void application_deployedTenTimesUnderLoad_losesAndLeaksNothing() {
        during(deployer, "observer", () -> {
            try (Load load = Load.on(new TextClient("main", "again"))) {
                deployOnce(load);
                Holdings before = Holdings.now();
                for (int time = 0; time < TIMES; time++) {
                    deployOnce(load);
                }
                Awaitility.await("the server holds no more than before")
                        .atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> Holdings.now().assertNoMoreThan(before));
                during(deployer, "again", () -> {
                    load.end();
                    load.assertNothingLost();
                });
            }
        });
    }

    private void deployOnce(Load load) {
        during(deployer, "again", () -> load.awaitMore(WRITES_EACH_TIME));
    }

    /** What the server's process holds while the application is not there. */
    private record Holdings(List<String> threads, List<String> files, List<String> temporary, int classLoaders) {

        private static final URI OBSERVER = Http.application("main", "observer").resolve("observer");

        /** Pools of the server grow and shrink by a few threads and connections. */
        private static final int BREATH = 12;

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

        void assertNoMoreThan(Holdings before) {
            assertThat(threads).noneMatch(name -> name.contains("kv")).hasSizeLessThan(before.threads.size() + BREATH);
            assertThat(files).noneMatch(name -> name.contains("/kv/")).hasSizeLessThan(before.files.size() + BREATH);
            assertThat(temporary).hasSizeLessThanOrEqualTo(before.temporary.size());
            assertThat(classLoaders).as("class loaders of the application").isLessThanOrEqualTo(before.classLoaders);
        }

        private static List<String> list(Properties state, String name) {
            return state.getProperty(name).lines().toList();
        }
    }
}
