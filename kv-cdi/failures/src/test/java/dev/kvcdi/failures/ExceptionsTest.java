package dev.kvcdi.failures;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import org.junit.jupiter.api.AfterAll;

class ExceptionsTest extends ExceptionsSuite {

    private static final NatsServer nats = NatsServer.start(NatsBinary.CURRENT);
    private static final NatsServer withToken =
            NatsServer.start(NatsBinary.CURRENT, "authorization { token: " + TOKEN + " }\n");
    private static final ThrottlingDynamoDb throttling = new ThrottlingDynamoDb();

    @AfterAll
    static void stop() {
        nats.close();
        withToken.close();
        throttling.close();
    }

    @Override
    protected String nats() {
        return nats.url();
    }

    @Override
    protected String natsWithToken() {
        return withToken.url();
    }

    @Override
    protected String dynamoDb() {
        return DynamoDbLocal.shared().endpoint();
    }

    @Override
    protected String throttlingDynamoDb() {
        return throttling.endpoint();
    }
}
