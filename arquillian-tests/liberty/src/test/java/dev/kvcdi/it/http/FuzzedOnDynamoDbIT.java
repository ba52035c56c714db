package dev.kvcdi.it.http;

import java.util.List;

/** The fuzzer against the sample on DynamoDB. */
class FuzzedOnDynamoDbIT extends SampleByEnvironment implements FuzzHttp {

    @Override
    List<String> environment() {
        return and(EngineVariables.dynamoDb("fuzzed-"), "KV_DRIVER=dynamodb");
    }
}
