package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.failures.Guide;
import dev.kvcdi.servers.inside.DefectiveDrivers;
import dev.kvcdi.servers.inside.LeavesTypeOpen;
import dev.kvcdi.servers.inside.Misnames;
import dev.kvcdi.servers.inside.OnePlaceDriver;
import dev.kvcdi.servers.inside.OwnDriver;
import dev.kvcdi.servers.inside.Twin;
import dev.kvcdi.servers.inside.TwoCodecs;
import dev.kvcdi.servers.inside.WantsDefault;
import dev.kvcdi.servers.inside.WantsPersistence;
import dev.kvcdi.servers.inside.WantsTwo;
import dev.kvcdi.spi.KVDriver;
import jakarta.enterprise.inject.spi.Extension;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
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

    @Deployment(name = "defective", managed = false, testable = false)
    static WebArchive defective() {
        return Archives.withMemory("defective.war")
                .addClasses(WantsDefault.class, OwnDriver.class, DefectiveDrivers.class)
                .addClasses(DefectiveDrivers.class.getDeclaredClasses())
                .addAsResource(
                        services(
                                "missing.Driver",
                                OwnDriver.class.getName(),
                                DefectiveDrivers.Newer.class.getName(),
                                DefectiveDrivers.Misnamed.class.getName(),
                                DefectiveDrivers.Namesake.class.getName(),
                                DefectiveDrivers.Repeating.class.getName()),
                        "META-INF/services/" + KVDriver.class.getName());
    }

    @Deployment(name = "ambiguous", managed = false, testable = false)
    static WebArchive ambiguous() {
        return Archives.configured(
                        library("ambiguous.war")
                                .addClasses(WantsDefault.class, OwnDriver.class, DefectiveDrivers.class),
                        "kv.driver=memory",
                        "kv.stores=a,a-nats")
                .addClasses(DefectiveDrivers.class.getDeclaredClasses())
                .addAsServiceProvider(KVDriver.class, DefectiveDrivers.Ambiguous.class);
    }

    @Deployment(name = "muddled", managed = false, testable = false)
    static WebArchive muddled() {
        return Archives.configured(
                Archives.withEveryDriver("muddled.war").addClasses(WantsTwo.class),
                "kv.driver=nats",
                "kv.timeout=${nowhere}",
                "kv.nats.user=only-a-user",
                "kv.nats.token=one",
                "kv.nats.token-file=/nowhere",
                "kv.nats.nkey-file=/nowhere",
                "kv.nats.replicas=9");
    }

    @Deployment(name = "extended", managed = false, testable = false)
    static WebArchive extended() {
        return Archives.withMemory("extended.war")
                .addClasses(WantsDefault.class, Twin.class)
                .addAsServiceProvider(Extension.class, Twin.class);
    }

    @Deployment(name = "codecs", managed = false, testable = false)
    static WebArchive codecs() {
        return Archives.withMemory("codecs.war")
                .addClasses(WantsDefault.class, TwoCodecs.class)
                .addClasses(TwoCodecs.class.getDeclaredClasses());
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

    @Test
    void drivers_withDefects_areAllNamedAtOnce() {
        assertThat(failure("defective", "KVCDI0101", "KVCDI0102", "KVCDI0103", "KVCDI0104", "KVCDI0105"))
                .contains("missing.Driver", "Newer", "Misnamed", "Namesake", "'repeating'");
    }

    @Test
    void variable_thatMeansTwoKeys_isRefused() {
        assertThat(failure("ambiguous", "KVCDI0113")).contains("KV_STORE_A_NATS_DRIVER");
    }

    @Test
    void settings_thatContradict_areAllNamedAtOnce() {
        assertThat(failure("muddled", "KVCDI0107", "KVCDI0115", "KVCDI0116", "KVCDI0117", "KVCDI0119"))
                .contains(
                        "kv.timeout",
                        "kv.nats.token-file",
                        "kv.nats.nkey-file",
                        "kv.nats.replicas",
                        "'first', 'second'");
    }

    @Test
    void extension_ofASecondCopy_isRefused() {
        failure("extended", "KVCDI0122");
    }

    @Test
    void codecs_forOneType_areNamed() {
        assertThat(failure("codecs", "KVCDI0123")).contains("One", "Other");
    }

    /** Returns what the log says of a deployment that fails for reasons which the failure guide explains in the same words. */
    private String failure(String deployment, String... numbers) {
        Guide guide = new Guide();
        return Deployments.failure(deployer, deployment, log -> {
            for (String number : numbers) {
                guide.assertExplains(number, log);
            }
        });
    }

    private static StringAsset services(String... classes) {
        return new StringAsset(String.join("\n", classes));
    }

    private static WebArchive library(String name) {
        return Archives.web(name).addAsLibraries(Archives.jar("kv-cdi"));
    }
}
