package dev.kvcdi.dynamodb;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on DynamoDB Local. */
class DynamoDbContractTest extends DriverContract {

    private static DynamoDbLocal server;

    @BeforeAll
    static void start() {
        server = DynamoDbLocal.startApart();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected DriverHarness harness() {
        return new DynamoDbHarness(server.endpoint());
    }
}
