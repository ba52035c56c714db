package dev.kvcdi.it.http;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;

/** The fuzzer against the sample on DynamoDB. */
class FuzzedOnDynamoDbIT extends SampleByEnvironment implements FuzzHttp {

    @Override
    List<String> environment() {
        return List.of(
                "KV_DRIVER=dynamodb",
                "KV_DYNAMODB_ENDPOINT=" + RunningEngines.dynamoDb(),
                "KV_DYNAMODB_TABLE_PREFIX=fuzzed-",
                "KV_DYNAMODB_CREATE_TABLE=true",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test");
    }
}
