package dev.kvcdi.dynamodb;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;

/** The contract on DynamoDB Local. */
class DynamoDbContractTest extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new DynamoDbHarness(DynamoDbLocal.shared().endpoint());
    }
}
