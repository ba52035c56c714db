package dev.kvcdi.it.http;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;

/** Lines of {@code server.env} with which stores find the engines that the tests run. */
final class EngineVariables {

    private EngineVariables() {}

    /** For buckets whose names begin so. */
    static List<String> nats(String bucketPrefix) {
        return List.of("KV_NATS_SERVERS=" + RunningEngines.nats(), "KV_NATS_BUCKET_PREFIX=" + bucketPrefix);
    }

    /** For tables whose names begin so, in a region of their own: DynamoDB Local slows down with what was written in one. */
    static List<String> dynamoDb(String tablePrefix) {
        return List.of(
                "KV_DYNAMODB_ENDPOINT=" + RunningEngines.dynamoDb(),
                "KV_DYNAMODB_REGION=" + tablePrefix + "region",
                "KV_DYNAMODB_TABLE_PREFIX=" + tablePrefix,
                "KV_DYNAMODB_CREATE_TABLE=true",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test");
    }
}
