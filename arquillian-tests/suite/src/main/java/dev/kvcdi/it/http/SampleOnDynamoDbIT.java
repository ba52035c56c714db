package dev.kvcdi.it.http;

import java.util.List;

/** All stores on DynamoDB. */
class SampleOnDynamoDbIT extends SampleByEnvironment implements SampleSuite {

    @Override
    List<String> environment() {
        return and(EngineVariables.dynamoDb("alone-"), "KV_DRIVER=dynamodb");
    }
}
