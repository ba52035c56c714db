package dev.kvcdi.servers.suite;

import dev.kvcdi.failures.ExceptionsSuite;

/** The exceptions of the API inside the server. */
public class Exceptions extends ExceptionsSuite {

    @Override
    protected String nats() {
        return Addresses.of(Addresses.NATS);
    }

    @Override
    protected String natsWithToken() {
        return Addresses.of(Addresses.NATS_WITH_TOKEN);
    }

    @Override
    protected String dynamoDb() {
        return Addresses.of(Addresses.DYNAMODB);
    }

    @Override
    protected String throttlingDynamoDb() {
        return Addresses.of(Addresses.DYNAMODB_THROTTLING);
    }
}
