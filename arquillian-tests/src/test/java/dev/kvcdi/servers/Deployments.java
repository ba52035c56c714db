package dev.kvcdi.servers;

import org.jboss.arquillian.container.test.api.Deployer;

/** Applications that are there for a while. */
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
}
