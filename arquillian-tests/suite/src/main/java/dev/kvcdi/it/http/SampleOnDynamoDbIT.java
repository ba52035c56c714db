package dev.kvcdi.it.http;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;

/** All stores on DynamoDB. */
class SampleOnDynamoDbIT extends SampleByEnvironment implements SampleSuite {

    @Override
    List<String> environment() {
        return List.of(
                "KV_DRIVER=dynamodb",
                "KV_DYNAMODB_ENDPOINT=" + RunningEngines.dynamoDb(),
                "KV_DYNAMODB_CREATE_TABLE=true",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test");
    }
}
