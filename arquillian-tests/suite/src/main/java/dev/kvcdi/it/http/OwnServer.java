package dev.kvcdi.it.http;

import java.net.URI;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;

/** A server that is started for the tests of one class, and stopped after the last of them. */
final class OwnServer {

    /** The qualifier of the container. */
    static final String NAME = "restarted";

    private static boolean running;

    private OwnServer() {}

    /**
     * Starts the server and deploys an application before the first test, when Arquillian can be asked for it. Does nothing before the
     * others.
     *
     * @param prepare is done before the start
     */
    static void start(ContainerController servers, Deployer deployer, String deployment, Runnable prepare) {
        if (running) {
            return;
        }
        running = true;
        AfterTheLastTest.run(() -> running = false);
        prepare.run();
        servers.start(NAME);
        AfterTheLastTest.run(() -> servers.stop(NAME));
        deployer.deploy(deployment);
        AfterTheLastTest.run(() -> deployer.undeploy(deployment));
    }

    /** The address of an application on the server. */
    static URI application(String contextRoot) {
        return URI.create("http://127.0.0.1:" + System.getProperty(NAME + ".port") + "/" + contextRoot + "/");
    }
}
