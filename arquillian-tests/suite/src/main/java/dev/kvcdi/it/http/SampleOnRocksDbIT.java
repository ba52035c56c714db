package dev.kvcdi.it.http;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample as it is packaged, on a server without any configuration: on RocksDB. */
@ArquillianTest
class SampleOnRocksDbIT implements SampleSuite {

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive sample() {
        return SampleArchive.packaged("sample.war");
    }

    @Override
    public URI base() {
        return base;
    }
}
