package dev.kvcdi.servers;

import static dev.kvcdi.servers.Deployments.during;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.failures.Guide;
import dev.kvcdi.servers.inside.WantsDefault;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** More than one copy of the library where one module sees both. {@link ApplicationsIT} has the places where it may be. */
@ArquillianTest
@RunAsClient
class JarCopiesIT {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "both", managed = false, testable = false)
    static EnterpriseArchive both() {
        return ShrinkWrap.create(EnterpriseArchive.class, "both.ear")
                .addAsLibraries(Archives.rocksDb())
                .addAsModules(new WebArchive[] {
                    Archives.web("both-bare.war"),
                    Archives.web("both-own.war")
                            .addAsLibraries(Archives.archive("kv-cdi"))
                            .addClass(WantsDefault.class)
                });
    }

    @Deployment(name = "twice", managed = false, testable = false)
    static WebArchive twice() {
        return Archives.withMemory("twice.war")
                .addClass(WantsDefault.class)
                .addAsLibraries(
                        ShrinkWrap.create(JavaArchive.class, "kv-cdi-older.jar").merge(Archives.archive("kv-cdi")));
    }

    @Deployment(name = "beside", managed = false, testable = false)
    static EnterpriseArchive beside() {
        return ShrinkWrap.create(EnterpriseArchive.class, "beside.ear").addAsModules(new WebArchive[] {
            TextClient.add(Archives.withRocksDb("beside-own.war")), Archives.web("beside-bare.war")
        });
    }

    @Test
    void copies_inTheEarsLibAndAWar_areReported() {
        String copies = "sees several copies of kv-cdi";
        assertThat(Deployments.failure(deployer, "both", log -> assertThat(log).contains(copies)))
                .contains("Keep one copy: in the EAR's lib")
                .containsPattern("(?<!WEB-INF)/lib/kv-cdi\\.jar")
                .containsPattern("both-own[._]war\\S*/WEB-INF/lib/kv-cdi\\.jar")
                .doesNotContain("No driver is present");
    }

    @Test
    void copies_twiceInAWar_areReported() {
        Guide guide = new Guide();
        assertThat(Deployments.failure(deployer, "twice", log -> guide.assertExplains("KVCDI0121", log)))
                .contains("sees several copies of kv-cdi", "kv-cdi.jar", "kv-cdi-older.jar", "Keep one copy");
    }

    @Test
    void copy_besideAModuleWithout_isFine() {
        during(deployer, "beside", () -> {
            TextClient client = new TextClient("main", "beside-own").awaitReady();
            client.put("key", "value");
            assertThat(client.get("key")).contains("value");
        });
    }
}
