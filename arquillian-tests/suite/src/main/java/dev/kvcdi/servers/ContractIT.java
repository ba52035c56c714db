package dev.kvcdi.servers;

import dev.kvcdi.engines.RunningEngines;
import dev.kvcdi.servers.suite.Addresses;
import dev.kvcdi.servers.suite.DynamoDbContract;
import dev.kvcdi.servers.suite.MemoryContract;
import dev.kvcdi.servers.suite.NatsClusterContract;
import dev.kvcdi.servers.suite.NatsContract;
import dev.kvcdi.servers.suite.RocksDbContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contract of drivers, run inside the server. */
@ArquillianTest
class ContractIT {

    private static @Nullable InsideSuite running;

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
    Stream<DynamicTest> memory() throws Exception {
        return running().tests(MemoryContract.class);
    }

    @TestFactory
    Stream<DynamicTest> rocksDb() throws Exception {
        return running().tests(RocksDbContract.class);
    }

    @TestFactory
    Stream<DynamicTest> nats() throws Exception {
        return running().tests(NatsContract.class);
    }

    @TestFactory
    Stream<DynamicTest> natsCluster() throws Exception {
        return running().tests(NatsClusterContract.class);
    }

    @TestFactory
    Stream<DynamicTest> dynamoDb() throws Exception {
        return running().tests(DynamoDbContract.class);
    }

    private InsideSuite running() {
        InsideSuite begun = running;
        if (begun == null) {
            begun = new InsideSuite(
                    application,
                    List.of(
                            NatsClusterContract.class,
                            DynamoDbContract.class,
                            NatsContract.class,
                            RocksDbContract.class,
                            MemoryContract.class));
            running = begun;
        }
        return begun;
    }
}
