package dev.kvcdi.servers;

import jakarta.enterprise.context.Dependent;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
@Dependent // a bean, so that its injection points are seen as those of applications are
class InjectedMemoryIT extends InjectedStores {

    @Deployment
    static WebArchive application() {
        return complete(Archives.withMemory("injected-memory.war"));
    }
}
