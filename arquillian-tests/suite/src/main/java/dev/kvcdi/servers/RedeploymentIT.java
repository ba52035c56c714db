package dev.kvcdi.servers;

import static dev.kvcdi.servers.Deployments.during;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.servers.inside.LoadedClasses;
import dev.kvcdi.servers.inside.StorelessServlet;
import java.time.Duration;
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
        return Holdings.observer();
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
            Holdings.Growth ofEmpty = growthByEmpty();
            TextClient client = new TextClient("main", "again");
            try (Load load = Load.on(client)) {
                deployOnce("again", load);
                Holdings before = Holdings.of("main");
                repeat(() -> deployOnce("again", load));
                Awaitility.await("what the application left, beyond the empty one's " + ofEmpty)
                        .atMost(Duration.ofMinutes(3))
                        .untilAsserted(() -> Holdings.of("main").since(before).assertNoMoreThan(ofEmpty));
                during(deployer, "again", () -> {
                    load.end();
                    client.awaitReady();
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
            int before = Holdings.of("main").classLoaders();
            repeat(deployment);
            Awaitility.await("class loaders of the application")
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(
                            () -> assertThat(Holdings.of("main").classLoaders()).isLessThanOrEqualTo(before));
        });
    }

    /** The growth by the empty application after its first deployment. */
    private Holdings.Growth growthByEmpty() {
        try (Load load = Load.on(new TextClient("main", "empty"))) {
            deployOnce("empty", load);
            Holdings before = Holdings.of("main");
            repeat(() -> deployOnce("empty", load));
            return Holdings.of("main").since(before);
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
}
