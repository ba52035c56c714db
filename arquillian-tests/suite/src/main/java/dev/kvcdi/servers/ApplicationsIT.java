package dev.kvcdi.servers;

import static dev.kvcdi.servers.Deployments.during;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Which data an application finds, beside others and after an update. */
@ArquillianTest
@RunAsClient
class ApplicationsIT {

    private static final boolean SHARES_IN_EARS =
            Boolean.parseBoolean(System.getProperty("server.shares-in-ears", "true"));

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "one", managed = false, testable = false)
    static WebArchive one() {
        return TextClient.add(Archives.withRocksDb("one.war"));
    }

    @Deployment(name = "two", managed = false, testable = false)
    static WebArchive two() {
        return TextClient.add(Archives.withRocksDb("two.war"));
    }

    @Deployment(name = "old", managed = false, testable = false)
    static WebArchive old() {
        return TextClient.add(Archives.withRocksDb("updated-1.0.war"));
    }

    @Deployment(name = "new", managed = false, testable = false)
    static WebArchive updated() {
        return TextClient.add(Archives.withRocksDb("updated-1.1.war"));
    }

    @Deployment(name = "sharing", managed = false, testable = false)
    static EnterpriseArchive sharing() {
        return ShrinkWrap.create(EnterpriseArchive.class, "sharing.ear")
                .addAsLibraries(Archives.rocksDb())
                .addAsModules(modules(
                        TextClient.add(Archives.web("sharing-one.war")),
                        TextClient.add(Archives.web("sharing-two.war"))));
    }

    @Deployment(name = "separate", managed = false, testable = false)
    static EnterpriseArchive separate() {
        return ShrinkWrap.create(EnterpriseArchive.class, "separate.ear")
                .addAsModules(modules(
                        TextClient.add(Archives.withRocksDb("separate-one.war")),
                        TextClient.add(Archives.withRocksDb("separate-two.war"))));
    }

    @Test
    void applications_besideEachOther_haveDataOfTheirOwn() {
        during(deployer, "two", () -> {
            TextClient two = client("two");
            during(deployer, "one", () -> {
                TextClient one = client("one");
                one.put("key", "of one");
                two.put("key", "of two");
                assertThat(one.get("key")).contains("of one");
            });
            assertThat(two.get("key")).contains("of two");
        });
    }

    @Test
    void application_updated_findsTheDataOfTheOldVersion() {
        during(deployer, "old", () -> client("updated-1.0").put("key", "by the old one"));
        during(
                deployer,
                "new",
                () -> assertThat(client("updated-1.1").get("key")).contains("by the old one"));
    }

    @Test
    void modules_withTheJarInTheEarsLib_shareTheData() {
        ServerLog log = ServerLog.fromNow();
        during(deployer, "sharing", () -> {
            if (SHARES_IN_EARS) {
                client("sharing-one").put("key", "of one");
                assertThat(client("sharing-two").get("key")).contains("of one");
            } else {
                // Each WAR has a container, and with it an extension: the second one finds the folder in use.
                Awaitility.await("the message of the second")
                        .atMost(Duration.ofMinutes(1))
                        .until(
                                log::text,
                                text -> text.contains("KVCDI0002") && text.contains("in use in this same server"));
            }
        });
    }

    @Test
    void modules_withJarsOfTheirOwn_haveDataOfTheirOwn() {
        during(deployer, "separate", () -> {
            client("separate-one").put("key", "of one");
            assertThat(client("separate-two").get("key")).isEmpty();
        });
    }

    private static TextClient client(String contextRoot) {
        return new TextClient("main", contextRoot).awaitReady();
    }

    private static Archive<?>[] modules(Archive<?>... modules) {
        return modules;
    }
}
