package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the library expects of a server before it is asked for a store. */
@ArquillianTest
class ServerIT {

    @Inject
    private BeanManager beans;

    @Inject
    private Config config;

    @Deployment
    static WebArchive application() {
        return Archives.withAssertions(Archives.web("server.war"));
    }

    @Test
    void server_always_offersCdiAndMicroProfileConfig() {
        assertThat(beans.getBeans(Config.class)).isNotEmpty();
        assertThat(config.getPropertyNames()).isNotEmpty();
    }
}
