package dev.kvcdi.servers;

import dev.kvcdi.engines.RunningEngines;
import dev.kvcdi.servers.suite.Addresses;
import dev.kvcdi.servers.suite.Exceptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every exception of the API, made inside the server on real engines, and compared with the failure guide. */
@ArquillianTest
class ExceptionsIT {

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive application() {
        return InsideSuite.add(Archives.withEveryDriver("exceptions.war"))
                .addAsLibraries(Archives.jar("kv-cdi-testkit"), Archives.jar("kv-cdi-failures"))
                .addAsResource(
                        new StringAsset(Addresses.file(Map.of(
                                Addresses.NATS,
                                RunningEngines.nats(),
                                Addresses.NATS_WITH_TOKEN,
                                RunningEngines.natsWithToken(),
                                Addresses.DYNAMODB,
                                RunningEngines.dynamoDb(),
                                Addresses.DYNAMODB_THROTTLING,
                                RunningEngines.dynamoDbThrottling()))),
                        Addresses.FILE);
    }

    @TestFactory
    Stream<DynamicTest> exceptions() {
        return new InsideSuite(application, List.of(Exceptions.class)).tests(Exceptions.class);
    }
}
