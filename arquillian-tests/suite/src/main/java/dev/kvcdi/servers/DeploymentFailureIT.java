package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.failures.Guide;
import dev.kvcdi.servers.inside.LeavesTypeOpen;
import dev.kvcdi.servers.inside.Misnames;
import dev.kvcdi.servers.inside.OnePlaceDriver;
import dev.kvcdi.servers.inside.OwnDriver;
import dev.kvcdi.servers.inside.WantsDefault;
import dev.kvcdi.servers.inside.WantsPersistence;
import dev.kvcdi.servers.inside.WantsTwo;
import dev.kvcdi.spi.KVDriver;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Mistakes that fail the deployment, and what an administrator reads then in the server's log. */
@ArquillianTest
@RunAsClient
class DeploymentFailureIT {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "no-driver", managed = false, testable = false)
    static WebArchive noDriver() {
        return library("no-driver.war").addClasses(WantsDefault.class);
    }

    @Deployment(name = "several-drivers", managed = false, testable = false)
    static WebArchive severalDrivers() {
        return library("several-drivers.war")
                .addClasses(WantsDefault.class, OwnDriver.class)
                .addAsServiceProvider(KVDriver.class, OwnDriver.class)
                .addAsLibraries(Archives.jar("kv-cdi-rocksdb"), Archives.jar("rocksdbjni"));
    }

    @Deployment(name = "misspelt", managed = false, testable = false)
    static WebArchive misspelt() {
        return Archives.configured(
                library("misspelt.war").addClasses(WantsTwo.class),
                "kv.driver=memory",
                "kv.timeout=soon",
                "kv.max-value-byte=1000",
                "kv.stores=Not_A_Name",
                "kv.store.second.driver=rocksdb");
    }

    @Deployment(name = "one-place", managed = false, testable = false)
    static WebArchive onePlace() {
        return library("one-place.war")
                .addClasses(WantsTwo.class, OwnDriver.class, OnePlaceDriver.class)
                .addAsServiceProvider(KVDriver.class, OnePlaceDriver.class);
    }

    @Deployment(name = "misused", managed = false, testable = false)
    static WebArchive misused() {
        return Archives.withMemory("misused.war")
                .addClasses(Misnames.class, LeavesTypeOpen.class, WantsPersistence.class);
    }

    @Test
    void driver_none_isDemanded() {
        assertThat(failure("no-driver", "KVCDI0100", "KVCDI0110"))
                .contains("No driver is present", "kv.driver", "KV_DRIVER", "kv-cdi-rocksdb");
    }

    @Test
    void driver_severalAndNoneChosen_areListed() {
        assertThat(failure("several-drivers", "KVCDI0109"))
                .contains("Several drivers are present", "own", "rocksdb", "kv.driver", "KV_DRIVER");
    }

    @Test
    void keys_wrongInManyWays_areAllNamedAtOnce() {
        assertThat(failure("misspelt", "KVCDI0106", "KVCDI0108", "KVCDI0114", "KVCDI0118"))
                .contains("kv.timeout", "KV_TIMEOUT", "soon")
                .contains("kv.max-value-byte", "kv.max-value-bytes")
                .contains("Not_A_Name")
                .contains("kv.store.second.driver", "KV_STORE_SECOND_DRIVER", "rocksdb")
                .contains(System.getProperty("server.file-source", "microprofile-config.properties"));
    }

    @Test
    void stores_inOnePlace_areNamed() {
        assertThat(failure("one-place", "KVCDI0112")).contains("'first'", "'second'", "the one place");
    }

    @Test
    void injectionPoints_thatCannotWork_areAllNamedAtOnce() {
        assertThat(failure("misused", "KVCDI0106", "KVCDI0111", "KVCDI0120"))
                .contains("Not_A_Name", "Misnames")
                .contains("LeavesTypeOpen.raw", "LeavesTypeOpen.wild")
                .contains("PERSISTENT", "WantsPersistence", "'memory'");
    }

    /** Returns what the log says of a deployment that fails for reasons which the failure guide explains in the same words. */
    private String failure(String deployment, String... numbers) {
        String log = Deployments.failure(deployer, deployment);
        Guide guide = new Guide();
        for (String number : numbers) {
            guide.assertExplains(number, log);
        }
        return log;
    }

    private static WebArchive library(String name) {
        return Archives.web(name).addAsLibraries(Archives.jar("kv-cdi"));
    }
}
