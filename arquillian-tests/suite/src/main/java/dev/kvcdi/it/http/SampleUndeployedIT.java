package dev.kvcdi.it.http;

import static dev.kvcdi.it.http.SampleHttp.fresh;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.servers.inside.LoadedClasses;
import dev.kvcdi.servers.inside.ObserverServlet;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The sample going away, with clients that listen to it. */
@ArquillianTest
@RunAsClient
class SampleUndeployedIT implements SampleHttp {

    private static final String SERVER = "http://127.0.0.1:" + System.getProperty("main.port") + "/";
    private static final String SAMPLE = "sample";
    private static final String OBSERVER = "sample-observer";
    private static final int TIMES = 4;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = SAMPLE, managed = false, testable = false)
    static WebArchive sample() {
        return SampleArchive.withMemory("undeployed.war").addClass(LoadedClasses.class);
    }

    @Deployment(name = OBSERVER, managed = false, testable = false)
    static WebArchive observer() {
        return ShrinkWrap.create(WebArchive.class, "sample-observer.war")
                .addClasses(ObserverServlet.class, LoadedClasses.class);
    }

    @Override
    public URI base() {
        return URI.create(SERVER + "undeployed/");
    }

    @Test
    void undeployed_withListeners_endsTheirConnections() {
        deployer.deploy(SAMPLE);
        List<EventStream> listeners =
                Stream.generate(() -> EventStream.of(base())).limit(3).toList();

        deployer.undeploy(SAMPLE);

        listeners.forEach(listener -> {
            listener.awaitLine("closed");
            listener.close();
        });
    }

    /**
     * A server may keep class loaders of any application for reasons of its own, and its threads the latest that they worked for: with
     * listeners there must not be one more each time, unless there is one without them too.
     */
    @Test
    void undeployed_afterListenersLeft_doesNotLeaveAClassLoaderEachTime() {
        deployer.deploy(OBSERVER);
        try {
            // The JVM keeps the first, which its own threads were started from, and in a cache of method handles the
            // latest.
            once(this::write);
            once(this::write);
            int withoutListeners = Math.max(growth(this::write), 0);

            // Not one each time, and where the server keeps none itself, not one each time but for the first.
            int tooMany = Math.min(withoutListeners + TIMES - 1, Math.max(withoutListeners + 1, TIMES));
            int before = classLoaders();
            repeat(this::listen);
            await("class loaders of the sample")
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(classLoaders() - before).isLessThan(tooMany));
        } finally {
            deployer.undeploy(OBSERVER);
        }
    }

    private int growth(Runnable use) {
        int before = classLoaders();
        repeat(use);
        return classLoaders() - before;
    }

    private void repeat(Runnable use) {
        for (int time = 0; time < TIMES; time++) {
            once(use);
        }
    }

    private void once(Runnable use) {
        deployer.deploy(SAMPLE);
        try {
            use.run();
        } finally {
            deployer.undeploy(SAMPLE);
        }
    }

    private void write() {
        text().body("value").put("kv/" + fresh()).then().statusCode(201);
    }

    /** Listens, leaves, and lets the sample notice that. */
    private void listen() {
        try (EventStream events = EventStream.of(base())) {
            String key = fresh();
            text().body("value").put("kv/" + key).then().statusCode(201);
            events.awaitLine(key);
        }
        write();
    }

    private static int classLoaders() {
        Properties state = new Properties();
        try {
            state.load(new StringReader(
                    given().get(SERVER + "sample-observer/observer").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.parseInt(state.getProperty("loaders"));
    }
}
