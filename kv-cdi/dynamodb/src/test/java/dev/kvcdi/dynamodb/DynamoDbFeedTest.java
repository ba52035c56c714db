package dev.kvcdi.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WatchFacet.Registration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Streams that split shards, list them late, forget records, throttle and end: what DynamoDB Local never does. */
class DynamoDbFeedTest {

    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final StubStream stream = new StubStream();
    private final StubContext context = new StubContext();
    private DynamoDbWatches watches;

    @BeforeEach
    void open() {
        watches = watches(SHORTEST);
        stream.open("1", null);
    }

    private DynamoDbWatches watches(Duration shortest) {
        DynamoDbErrors errors = new DynamoDbErrors("stub", "nowhere");
        return new DynamoDbWatches(
                context, "pk", new StreamCalls(stream.tables(), stream::streams, "stub", errors), shortest);
    }

    @AfterEach
    void close() {
        watches.close();
        context.close();
    }

    /** Writes down what it is told. */
    private static final class Told implements WatchFacet.Sink {
        private final List<String> changes = new CopyOnWriteArrayList<>();

        @Override
        public void put(StoredEntry entry) {
            changes.add(entry.key() + "=" + new String(entry.value(), StandardCharsets.UTF_8));
        }

        @Override
        public void removed(String key) {
            changes.add("-" + key);
        }

        @Override
        public void lost() {
            changes.add("lost");
        }

        void awaitExactly(String... expected) {
            await().untilAsserted(() -> assertThat(changes).containsExactly(expected));
        }
    }

    private Told watch() {
        Told told = new Told();
        assertThat(watches.watch("", told)).isNotNull();
        return told;
    }

    @Test
    void watch_whatCameBefore_isNotTold() {
        stream.put("1", "k", "before");
        stream.open("0", null);
        stream.put("0", "k", "long before");
        stream.close("0");
        Told told = watch();
        stream.put("1", "k", "after");
        told.awaitExactly("k=after");
    }

    @Test
    void watch_oneCallLate_asksAgain() {
        stream.fail("1", () -> {
            stream.fail("1", null);
            return ApiCallTimeoutException.create(2_000);
        });
        Told told = watch();
        stream.put("1", "k", "after");
        told.awaitExactly("k=after");
    }

    @Test
    void shard_splitWhileWatched_childrenComeAfterTheirParent() {
        Told told = watch();
        stream.put("1", "a", "1");
        told.awaitExactly("a=1");
        stream.fail("1", () -> SdkClientException.create("not now"));
        stream.put("1", "a", "2");
        stream.close("1");
        stream.open("2", "1");
        stream.open("3", "1");
        stream.put("2", "a", "3");
        stream.close("2");
        stream.open("4", "2");
        stream.put("4", "a", "4");
        stream.put("3", "b", "1");
        stream.fail("1", null);
        await().untilAsserted(() -> assertThat(told.changes).contains("a=4", "b=1"));
        assertThat(told.changes)
                .filteredOn(change -> change.startsWith("a"))
                .containsExactly("a=1", "a=2", "a=3", "a=4");
        assertThat(told.changes).hasSize(5);
        stream.put("4", "a", "5");
        await().untilAsserted(() -> assertThat(told.changes).contains("a=5"));
    }

    @Test
    void shard_childListedBeforeItsParent_waitsForIt() {
        Told told = watch();
        stream.open("2", "1");
        stream.hide("2", true);
        stream.open("3", "2");
        stream.put("1", "a", "1");
        stream.close("1");
        stream.put("2", "a", "2");
        stream.close("2");
        stream.put("3", "a", "3");
        told.awaitExactly("a=1");
        int listed = stream.listings.get();
        await().until(() -> stream.listings.get() > listed + 2);
        told.awaitExactly("a=1");
        stream.hide("2", false);
        told.awaitExactly("a=1", "a=2", "a=3");
    }

    @Test
    void shard_parentOfAnOpenOneListedLate_isNotReadAfterIt() {
        stream.put("1", "a", "old");
        stream.close("1");
        stream.hide("1", true);
        stream.open("2", "1");
        stream.put("2", "a", "1");
        Told told = watch();
        stream.put("2", "a", "2");
        told.awaitExactly("a=2");
        stream.hide("1", false);
        stream.close("2");
        stream.open("3", "2");
        stream.put("3", "a", "3");
        told.awaitExactly("a=2", "a=3");
    }

    @Test
    void records_trimmedBeforeTheyWereRead_areLostAndTheWatchGoesOn() {
        Told told = watch();
        stream.put("1", "a", "1");
        told.awaitExactly("a=1");
        stream.fail("1", () -> SdkClientException.create("not now"));
        stream.put("1", "a", "2");
        stream.trim("1");
        stream.fail("1", null);
        told.awaitExactly("a=1", "lost");
        stream.put("1", "a", "3");
        told.awaitExactly("a=1", "lost", "a=3");
    }

    @Test
    void shard_emptyAtTheBeginning_losesNothingWhereItsStartIsForgotten() {
        stream.forgetStarts();
        Told told = watch();
        stream.put("1", "a", "1");
        stream.put("1", "a", "2");
        await().untilAsserted(() -> assertThat(told.changes).contains("a=2"));
        assertThat(told.changes).containsExactly("a=1", "a=2");
    }

    @Test
    void iterator_expired_isRenewedBehindWhatWasRead() {
        Told told = watch();
        stream.put("1", "a", "1");
        told.awaitExactly("a=1");
        stream.fail("1", () -> SdkClientException.create("not now"));
        stream.put("1", "a", "2");
        stream.expireIterators();
        stream.fail("1", null);
        told.awaitExactly("a=1", "a=2");
    }

    @Test
    void iterator_expiredBeforeAnythingWasRead_isALoss() {
        Told told = watch();
        stream.fail("1", () -> SdkClientException.create("not now"));
        stream.put("1", "a", "1");
        stream.expireIterators();
        stream.fail("1", null);
        told.awaitExactly("lost");
        stream.put("1", "a", "2");
        told.awaitExactly("lost", "a=2");
    }

    @Test
    void shard_throttled_holdsUpNoOtherAndGoesOn() {
        stream.open("2", null);
        Told told = watch();
        stream.fail(
                "1",
                () -> ProvisionedThroughputExceededException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ProvisionedThroughputExceededException")
                                .build())
                        .build());
        stream.put("1", "a", "1");
        stream.put("2", "b", "1");
        told.awaitExactly("b=1");
        stream.fail("1", null);
        told.awaitExactly("b=1", "a=1");
    }

    @Test
    void reading_failsWithNoFailureOfTheEngine_goesOn() {
        Told told = watch();
        stream.put("1", "a", "1");
        told.awaitExactly("a=1");
        failTwice(() -> new IllegalStateException("a defect"));
        stream.put("1", "a", "2");
        told.awaitExactly("a=1", "a=2");
        failTwice(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        stream.put("1", "a", "3");
        told.awaitExactly("a=1", "a=2", "a=3");
    }

    /** Lets the reading of the shard fail until it was tried again. */
    private void failTwice(Supplier<RuntimeException> failure) {
        AtomicInteger failures = new AtomicInteger();
        stream.fail("1", () -> {
            failures.incrementAndGet();
            return failure.get();
        });
        await().until(() -> failures.get() >= 2);
        stream.fail("1", null);
    }

    @Test
    void reads_ofEachShard_stayWithinTheLimitOfAws() {
        watches = watches(Duration.ofMillis(250));
        long begin = System.nanoTime();
        Told told = watch();
        for (int i = 0; i < 8; i++) {
            stream.put("1", "a", Integer.toString(i));
            int count = i;
            await().until(() -> told.changes.contains("a=" + count));
        }
        // Counted before the time is taken, which allows for more reads the later that is.
        int reads = stream.reads.get("1").get();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        // The one that the watch begins with comes on top.
        assertThat(reads).isLessThanOrEqualTo((int) (took.toMillis() / 250) + 2);
    }

    @Test
    void removal_byTimeToLive_isNotTold() {
        Told told = watch();
        stream.remove("1", "expired", true);
        stream.remove("1", "deleted", false);
        told.awaitExactly("-deleted");
    }

    @Test
    void records_ofANewerFormat_areToldInTheLogOnce() {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("dev.kvcdi.dynamodb.test");
        logger.setFilter(record -> {
            if (record.getLevel().equals(Level.WARNING)) {
                warnings.add(record.getMessage());
            }
            return true;
        });
        try {
            Told told = watch();
            stream.putNewer("1", "a");
            stream.putNewer("1", "b");
            stream.putNewer("1", "c");
            told.awaitExactly("lost", "lost", "lost");
            stream.put("1", "a", "1");
            stream.putNewer("1", "a");
            told.awaitExactly("lost", "lost", "lost", "a=1", "lost");
            assertThat(warnings).singleElement().asString().startsWith("KVCDI3004");
        } finally {
            logger.setFilter(null);
        }
    }

    @Test
    void stream_switchedOffAndOnAgain_isLostAndGoesOn() {
        Told told = watch();
        stream.put("1", "a", "1");
        told.awaitExactly("a=1");
        stream.enable(false);
        await().untilAsserted(() -> assertThat(told.changes).contains("lost"));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> watches.watch("", new Told()))
                .matches(e -> e.kind() == EngineException.Kind.UNSUPPORTED);
        stream.open("2", null);
        stream.enable(true);
        await().untilAsserted(() -> assertThat(told.changes).containsExactly("a=1", "lost", "lost"));
        stream.put("2", "a", "2");
        await().untilAsserted(() -> assertThat(told.changes).endsWith("a=2"));
    }

    @Test
    void watch_severalOfThem_readTheStreamOnce() {
        Told first = watch();
        Told second = watch();
        assertThat(stream.iterators).hasValue(1);
        stream.put("1", "a", "1");
        first.awaitExactly("a=1");
        second.awaitExactly("a=1");
    }

    @Test
    void watch_besideAnother_isNotToldWhatCameBefore() {
        Told first = watch();
        stream.fail("1", () -> SdkClientException.create("not now"));
        stream.put("1", "a", "before");
        stream.fail("1", null);
        Told second = watch();
        stream.put("1", "a", "after");
        first.awaitExactly("a=before", "a=after");
        second.awaitExactly("a=after");
    }

    @Test
    void close_lastWatch_leavesNoTask() {
        Registration one = watches.watch("", new Told());
        Registration two = watches.watch("", new Told());
        one.close();
        two.close();
        await().until(context::isIdle);
        Told told = watch();
        stream.put("1", "a", "1");
        told.awaitExactly("a=1");
    }

    @Test
    void watch_streamCannotBeRead_failsAndLeavesNoTask() {
        stream.fail("1", () -> SdkClientException.create("not now"));
        assertThatExceptionOfType(EngineException.class).isThrownBy(() -> watches.watch("", new Told()));
        await().until(context::isIdle);
    }
}
