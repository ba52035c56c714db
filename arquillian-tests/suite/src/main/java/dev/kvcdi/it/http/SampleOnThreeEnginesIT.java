package dev.kvcdi.it.http;

import static org.hamcrest.Matchers.equalTo;

import dev.kvcdi.engines.RunningEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Persons on NATS, users on DynamoDB, texts on RocksDB. */
class SampleOnThreeEnginesIT extends SampleByEnvironment implements SampleSuite {

    @Override
    List<String> environment() {
        return List.of(
                "KV_STORE_PERSONS_DRIVER=nats",
                "KV_NATS_SERVERS=" + RunningEngines.nats(),
                "KV_NATS_BUCKET_PREFIX=mixed-",
                "KV_STORE_USERS_DRIVER=dynamodb",
                "KV_DYNAMODB_ENDPOINT=" + RunningEngines.dynamoDb(),
                "KV_DYNAMODB_TABLE_PREFIX=mixed-",
                "KV_DYNAMODB_CREATE_TABLE=true",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test");
    }

    @Test
    void stores_each_tellsItsDriver() {
        request()
                .get("stores")
                .then()
                .statusCode(200)
                .body("find { it.name == 'persons' }.driver", equalTo("nats"))
                .body("find { it.name == 'users' }.driver", equalTo("dynamodb"))
                .body("find { it.name == 'default' }.driver", equalTo("rocksdb"));
    }
}
