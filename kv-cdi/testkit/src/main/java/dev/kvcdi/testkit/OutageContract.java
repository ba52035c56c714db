package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.OUTAGE_HEALS;
import static dev.kvcdi.testkit.ContractLine.OUTAGE_LOSES_NOTHING;
import static dev.kvcdi.testkit.ContractLine.OUTAGE_TOLD;
import static dev.kvcdi.testkit.ContractLine.TIMEOUTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.KVBatchException;
import dev.kvcdi.KVException;
import dev.kvcdi.KVOutcomeUnknownException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines that are cut off, or hang, and come back: what each call says meanwhile, and what is there afterwards. */
abstract class OutageContract extends OutageCase {

    /**
     * What became of a call.
     *
     * @param operation which one
     * @param key on which key
     * @param failure what it threw, null for nothing
     * @param took how long it took
     */
    private record Ended(
            Operation operation, String key, @Nullable RuntimeException failure, Duration took) {

        /** Whether its condition is lost by a version that no engine gave, for which none need be asked. */
        boolean isLostAnyway() {
            return operation.title().endsWith("ifVersion") || operation.title().endsWith("expected");
        }

        /** Whether it may have written. */
        boolean mayHaveWritten() {
            return (failure == null && !isLostAnyway())
                    || failure instanceof KVOutcomeUnknownException
                    || (failure instanceof KVBatchException batch
                            && batch.fates().get(key) != KVBatchException.Fate.NOT_APPLIED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.SAME_THREAD)
    @Proves({TIMEOUTS, OUTAGE_TOLD, OUTAGE_HEALS})
    void everyOperation_engineAway_endsInTimeAsSpecifiedAndWorksAgain(Mode mode) throws Exception {
        Place own = openOverLine();
        KVStore away = own.store();
        List<Operation> operations = Operation.of(away);
        for (int i = 0; i < operations.size(); i++) {
            away.set("key" + i, "before");
        }
        Version untouched = away.put("untouched", "before", PutOptions.always()).orElseThrow();
        strike(mode);
        List<Ended> all = Racers.race(operations.size(), i -> () -> {
            Operation operation = operations.get(i);
            long begin = System.nanoTime();
            RuntimeException failure = failureOf(operation, away, "key" + i);
            return new Ended(operation, "key" + i, failure, Duration.ofNanos(System.nanoTime() - begin));
        });
        for (Ended each : all) {
            String title = each.operation().title();
            assertThat(each.took()).as(title).isLessThan(TIMEOUT.plus(GRACE));
            if (each.failure() == null && each.isLostAnyway()) {
                continue;
            }
            if (each.operation().writes()) {
                assertThat(each.failure())
                        .as(title)
                        .isInstanceOfAny(
                                KVUnavailableException.class,
                                KVTimeoutException.class,
                                KVOutcomeUnknownException.class,
                                KVBatchException.class);
            } else if (!title.equals("watch") || each.failure() != null) {
                assertThat(each.failure())
                        .as(title)
                        .isInstanceOfAny(KVUnavailableException.class, KVTimeoutException.class);
            }
        }
        line().restore();
        awaitHealed(away);
        for (Ended each : all) {
            if (!each.mayHaveWritten()) {
                assertThat(away.get(each.key()))
                        .as(
                                "%s, which said that it was not applied: %s",
                                each.operation().title(), each.failure())
                        .contains("before");
            }
        }
        if (away.capabilities().contains(Capability.CONDITIONAL_WRITES)) {
            assertThat(away.put("untouched", "after", PutOptions.ifVersion(untouched)))
                    .as("a condition that holds")
                    .isPresent();
        }
        for (int i = 0; i < operations.size(); i++) {
            operations.get(i).call().on(away, "key" + i);
        }
        assertThat(away.keys("")).contains("untouched");
    }

    private static @Nullable RuntimeException failureOf(Operation operation, KVStore store, String key) {
        try {
            operation.call().on(store, key);
            return null;
        } catch (KVException e) {
            return e;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.SAME_THREAD)
    @Proves({TIMEOUTS, OUTAGE_TOLD, OUTAGE_HEALS, OUTAGE_LOSES_NOTHING})
    void writes_besideOutages_areThereAsTold(Mode mode) throws Exception {
        Place own = openOverLine();
        KVStore away = own.store();
        try (OutageWriters writers = OutageWriters.start(away)) {
            // Over before anybody has to notice: what is on its way gets lost all the same.
            for (int outage = 0; outage < Scale.shortOutages(); outage++) {
                writers.awaitAcknowledged();
                strike(mode);
                line().restore();
                awaitHealed(away);
            }
            for (int outage = 0; outage < 3; outage++) {
                writers.awaitAcknowledged();
                strike(mode);
                writers.awaitFailure();
                line().restore();
                awaitHealed(away);
            }
            writers.awaitAcknowledged();
            writers.finish();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.SAME_THREAD)
    @Proves({OUTAGE_HEALS, ContractLine.LIST_COMPLETE, ContractLine.PAGE_COMPLETE})
    void listings_besideOutages_areCompleteOrFail(Mode mode) throws Exception {
        Place own = openOverLine();
        KVStore away = own.store();
        List<String> keys = Texts.numbered("key", 1_200);
        for (int begin = 0; begin < keys.size(); begin += 100) {
            Map<String, String> values = new HashMap<>();
            keys.subList(begin, begin + 100).forEach(key -> values.put(key, key));
            away.setAll(values);
        }
        List<Supplier<Collection<String>>> ways = List.of(
                () -> away.keys("").toList(),
                () -> keysOf(away.entries("").toList()),
                () -> away.getAll(keys).keySet(),
                () -> keys.stream()
                        .filter(key -> !key.endsWith("7") || away.exists(key))
                        .toList(),
                () -> Set.copyOf(keysOf(pages(away, "", 500))));
        Duration moment = Duration.ofMillis(1);
        for (Supplier<Collection<String>> way : ways) {
            try (Racers racers = new Racers()) {
                Future<Integer> listing = racers.start(() -> listUntilFailure(way, keys));
                Awaitility.await("a moment of the listings").pollDelay(moment).until(() -> true);
                strike(mode);
                assertThat(Racers.result(listing)).isNotNegative();
            }
            line().restore();
            awaitHealed(away);
            assertThat(away.keys("").toList()).containsExactlyInAnyOrderElementsOf(keys);
            moment = moment.plusMillis(7);
        }
    }

    /** Lists until an outage ends it, mostly in the middle of one, and returns how many listings came to their end before. */
    private static int listUntilFailure(Supplier<Collection<String>> way, List<String> keys) {
        Set<String> expected = Set.copyOf(keys);
        int complete = 0;
        while (true) {
            Collection<String> listed;
            try {
                listed = way.get();
            } catch (KVUnavailableException | KVTimeoutException e) {
                return complete;
            }
            assertThat(listed).hasSameSizeAs(expected);
            // As sets: a comparison of lists in any order takes longer than the listing, so that outages would seldom
            // meet one.
            assertThat(Set.copyOf(listed)).isEqualTo(expected);
            complete++;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.SAME_THREAD)
    @Proves({TIMEOUTS, OUTAGE_TOLD, OUTAGE_HEALS})
    void start_engineAway_failsInTimeAndWorksOnceItIsThere(Mode mode) throws Exception {
        Place own = openOverLine();
        own.store().set("key", "value");
        own.stop();
        strike(mode);
        own.resumeWithoutWaiting();
        KVStore away = own.store();
        List<Duration> took = Racers.race(4, i -> () -> {
            long begin = System.nanoTime();
            Optional<String> nothing = Optional.empty();
            try {
                nothing = away.get("key");
            } catch (KVUnavailableException | KVTimeoutException e) {
                assertThat(e.operation()).isEqualTo("get");
            }
            assertThat(nothing).isEmpty();
            return Duration.ofNanos(System.nanoTime() - begin);
        });
        assertThat(took).allSatisfy(each -> assertThat(each).isLessThan(TIMEOUT.plus(GRACE)));
        line().restore();
        awaitHealed(away);
        assertThat(away.get("key")).contains("value");
        away.set("key", "after");
        assertThat(away.get("key")).contains("after");
    }
}
