package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.arquillian.container.test.api.Deployer;

/** Applications that are there for a while, or not at all. */
final class Deployments {

    private Deployments() {}

    /** Deploys an application, and undeploys it after the steps whatever comes of them. */
    static void during(Deployer deployer, String name, Runnable steps) {
        deployer.deploy(name);
        try {
            steps.run();
        } finally {
            deployer.undeploy(name);
        }
    }

    /**
     * Deploys an application that has to fail, and returns what the server's log says of it.
     *
     * @param expected what has to be there, which some servers log a moment later
     */
    static String failure(Deployer deployer, String name, Consumer<String> expected) {
        ServerLog log = ServerLog.fromNow();
        Throwable thrown = catchThrowable(() -> deployer.deploy(name));
        deployer.undeploy(name);
        assertThat(thrown).as("deployment of %s", name).isNotNull();
        await("the log of %s".formatted(name))
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> expected.accept(log.text()));
        return log.text();
    }
}
