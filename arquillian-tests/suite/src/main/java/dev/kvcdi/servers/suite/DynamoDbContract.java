package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.DriverContract;
import dev.kvcdi.testkit.DriverHarness;

/** The contract, kept by the DynamoDB driver. */
public class DynamoDbContract extends DriverContract {

    @Override
    protected DriverHarness harness() {
        return new DynamoDbPlaces(Addresses.of(Addresses.DYNAMODB));
    }
}
