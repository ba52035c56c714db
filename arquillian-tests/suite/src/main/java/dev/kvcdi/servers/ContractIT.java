package dev.kvcdi.servers;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The contract of drivers, run inside the server on the engines that the build names. */
@ArquillianTest
class ContractIT {

    private static final List<String> ENGINES =
            List.of(System.getProperty("contract.engines").strip().split("\\s+"));

    private static final Map<String, Class<?>> CONTRACTS = Map.of(
            "memory",
            MemoryContract.class,
            "rocksdb",
            RocksDbContract.class,
            Addresses.NATS,
            NatsContract.class,
            Addresses.NATS_CLUSTER,
            NatsClusterContract.class,
            Addresses.DYNAMODB,
            DynamoDbContract.class);

    private static final Map<String, Supplier<String>> BESIDE_THE_SERVER = Map.of(
            Addresses.NATS, RunningEngines::nats,
            Addresses.NATS_CLUSTER, RunningEngines::natsCluster,
            Addresses.DYNAMODB, RunningEngines::dynamoDb);

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive application() {
        Map<String, String> addresses = ENGINES.stream()
                .filter(BESIDE_THE_SERVER::containsKey)
                .collect(toMap(
                        engine -> engine,
                        engine -> BESIDE_THE_SERVER.get(engine).get()));
        return InsideSuite.add(Archives.withEveryDriver("contract.war"))
                .addAsLibraries(Archives.jar("kv-cdi-testkit"))
                .addAsResource(new StringAsset(Addresses.file(addresses)), Addresses.FILE);
    }

    @TestFactory
    Stream<DynamicContainer> contract() {
        assertThat(CONTRACTS).containsKeys(ENGINES.toArray(new String[0]));
        InsideSuite running = new InsideSuite(
                application, ENGINES.stream().map(CONTRACTS::get).toList());
        return ENGINES.stream()
                .map(engine -> DynamicContainer.dynamicContainer(engine, running.tests(CONTRACTS.get(engine))));
    }
}
