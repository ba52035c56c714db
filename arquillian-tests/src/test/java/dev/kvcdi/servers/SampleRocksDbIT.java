package dev.kvcdi.servers;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class SampleRocksDbIT extends SampleTests {

    @Deployment(testable = false)
    static WebArchive application() {
        return sample("sample-rocksdb.war");
    }
}
