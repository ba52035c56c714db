package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.KVStore;
import dev.kvcdi.servers.inside.OwnDriver;
import dev.kvcdi.spi.KVDriver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A driver that the application brings itself. */
@ArquillianTest
@Dependent // a bean, so that its injection points are seen as those of applications are
class OwnDriverIT {

    @Inject
    private KVStore store;

    @Deployment
    static WebArchive application() {
        return Archives.withAssertions(ownDriver("own-driver.war"));
    }

    /** An application with a driver of its own, and nothing that chooses it. */
    static WebArchive ownDriver(String name) {
        return Archives.web(name)
                .addAsLibraries(Archives.jar("kv-cdi"))
                .addClass(OwnDriver.class)
                .addAsServiceProvider(KVDriver.class, OwnDriver.class);
    }

    @Test
    void driver_ofTheApplication_isChosenAndInjected() {
        store.set("key", "value");

        assertThat(store.get("key")).contains("value");
        assertThat(OwnDriver.connections()).isEqualTo(1);
    }
}
