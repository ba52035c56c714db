package dev.kvcdi.it.http;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The same sample on the in-memory driver, which behaves the same. */
@ArquillianTest
class SampleOnMemoryIT implements SampleSuite {

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive sample() {
        return SampleArchive.configured("sample.war", "kv.driver=memory");
    }

    @Override
    public URI base() {
        return base;
    }
}
