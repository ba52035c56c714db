package dev.kvcdi.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.dynamodb.server.DynamoDbLocal;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.PairContract;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Copies from each engine to each. */
class CopyPairsTest {

    private static NatsServer nats;
    private static DynamoDbLocal dynamoDb;

    @BeforeAll
    static void start() {
        nats = NatsServer.start(NatsBinary.CURRENT);
        nats.awaitJetStream();
        dynamoDb = DynamoDbLocal.startApart();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
        nats.close();
    }

    /** A pair that a class's name says, such as {@code MemoryToRocksdb}. */
    abstract static class Pair extends PairContract {

        private DriverHarness side(int which) {
            String name = getClass().getSimpleName().split("To", -1)[which].toLowerCase(Locale.ROOT);
            return switch (name) {
                case "nats" -> new NatsPlaces(nats);
                case "dynamodb" -> new DynamoDbPlaces(dynamoDb);
                default -> new FoundDriver(name);
            };
        }

        @Override
        protected DriverHarness source() {
            return side(0);
        }

        @Override
        protected DriverHarness target() {
            return side(1);
        }
    }

    @Nested
    class MemoryToMemory extends Pair {}

    @Nested
    class MemoryToRocksdb extends Pair {}

    @Nested
    class MemoryToNats extends Pair {}

    @Nested
    class RocksdbToMemory extends Pair {}

    @Nested
    class RocksdbToRocksdb extends Pair {}

    @Nested
    class RocksdbToNats extends Pair {}

    @Nested
    class NatsToMemory extends Pair {}

    @Nested
    class NatsToRocksdb extends Pair {}

    @Nested
    class NatsToNats extends Pair {}

    @Nested
    class MemoryToDynamodb extends Pair {}

    @Nested
    class RocksdbToDynamodb extends Pair {}

    @Nested
    class NatsToDynamodb extends Pair {}

    @Nested
    class DynamodbToMemory extends Pair {}

    @Nested
    class DynamodbToRocksdb extends Pair {}

    @Nested
    class DynamodbToNats extends Pair {}

    @Nested
    class DynamodbToDynamodb extends Pair {}

    @Test
    void pairs_areAllThatThereAre() {
        List<String> names = FoundDriver.names();
        Stream<String> all = names.stream().flatMap(from -> names.stream().map(to -> from + "to" + to));
        assertThat(names).contains("memory", "rocksdb", "nats", "dynamodb");
        assertThat(Arrays.stream(CopyPairsTest.class.getDeclaredClasses())
                        .filter(type -> type.isAnnotationPresent(Nested.class))
                        .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(all.toList());
    }
}
