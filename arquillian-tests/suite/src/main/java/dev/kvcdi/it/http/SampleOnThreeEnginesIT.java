package dev.kvcdi.it.http;

import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Persons on NATS, users on DynamoDB, texts on RocksDB. */
class SampleOnThreeEnginesIT extends SampleByEnvironment implements SampleSuite {

    @Override
    List<String> environment() {
        return Stream.of(
                        List.of("KV_STORE_PERSONS_DRIVER=nats", "KV_STORE_USERS_DRIVER=dynamodb"),
                        EngineVariables.nats("mixed-"),
                        EngineVariables.dynamoDb("mixed-"))
                .flatMap(List::stream)
                .toList();
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
