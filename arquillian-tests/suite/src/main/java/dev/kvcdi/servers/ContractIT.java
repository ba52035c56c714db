package dev.kvcdi.servers;

import dev.kvcdi.engines.RunningEngines;
import dev.kvcdi.servers.suite.Addresses;
import dev.kvcdi.servers.suite.DynamoDbContract;
import dev.kvcdi.servers.suite.MemoryContract;
import dev.kvcdi.servers.suite.NatsClusterContract;
import dev.kvcdi.servers.suite.NatsContract;
import dev.kvcdi.servers.suite.RocksDbContract;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of drivers, run inside the server. */
@ArquillianTest
class ContractIT {

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive application() {
        Map<String, String> engines = Map.of(
                Addresses.NATS,
                RunningEngines.nats(),
                Addresses.NATS_CLUSTER,
                RunningEngines.natsCluster(),
                Addresses.DYNAMODB,
                RunningEngines.dynamoDbApart());
        return InsideSuite.add(Archives.withEveryDriver("contract.war"))
                .addAsLibraries(Archives.jar("kv-cdi-testkit"))
                .addAsResource(new StringAsset(Addresses.file(engines)), Addresses.FILE);
    }

    @TestFactory
    Stream<DynamicTest> memory() throws IOException {
        return InsideSuite.run(application, MemoryContract.class);
    }

    @TestFactory
    Stream<DynamicTest> rocksDb() throws IOException {
        return InsideSuite.run(application, RocksDbContract.class);
    }

    @TestFactory
    Stream<DynamicTest> nats() throws IOException {
        return InsideSuite.run(application, NatsContract.class);
    }

    @TestFactory
    Stream<DynamicTest> natsCluster() throws IOException {
        return InsideSuite.run(application, NatsClusterContract.class);
    }

    @TestFactory
    Stream<DynamicTest> dynamoDb() throws IOException {
        return InsideSuite.run(application, DynamoDbContract.class);
    }
}
