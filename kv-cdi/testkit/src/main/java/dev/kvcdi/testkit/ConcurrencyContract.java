package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.RACES;
import static dev.kvcdi.testkit.ContractLine.VERSION_UNIQUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Racing compare-and-sets; {@link HistoryContract} checks whole histories. */
@Needs(Capability.CONDITIONAL_WRITES)
abstract class ConcurrencyContract extends Contract {

    private static final int THREADS = 6;

    @Test
    @Proves(RACES)
    void putIfVersion_racingIncrements_allCount() throws Exception {
        int increments = Scale.rounds(40);
        store.set("counter", "0");
        Racers.race(THREADS, racer -> () -> {
            for (int i = 0; i < increments; i++) {
                incrementByVersion();
            }
            return 0;
        });
        assertThat(store.get("counter")).contains(Integer.toString(THREADS * increments));
    }

    @Test
    @Proves(RACES)
    void compute_racingIncrements_allCount() throws Exception {
        int increments = Scale.rounds(40);
        Racers.race(THREADS, racer -> () -> {
            for (int i = 0; i < increments; i++) {
                store.compute(
                        "counter", value -> Optional.of(Integer.toString(Integer.parseInt(value.orElse("0")) + 1)));
            }
            return 0;
        });
        assertThat(store.get("counter")).contains(Integer.toString(THREADS * increments));
    }

    @Test
    @Proves(RACES)
    void putIfAbsent_racing_hasExactlyOneWinner() throws Exception {
        for (int round = 0; round < Scale.rounds(60); round++) {
            String key = "key" + round;
            // Never written, deleted and expired keys alike.
            if (round % 3 == 1) {
                store.set(key, "old");
                store.delete(key);
            } else if (round % 3 == 2) {
                store.set(key, "old", Duration.ofHours(1));
                clock.advance(Duration.ofHours(1));
            }
            List<Optional<Version>> won =
                    Racers.race(THREADS, racer -> () -> store.put(key, "by " + racer, PutOptions.ifAbsent()));
            List<Version> winners = won.stream().flatMap(Optional::stream).toList();
            assertThat(winners).as("winners of round %d", round).hasSize(1);
            Entry<String> entry = store.entry(key).orElseThrow();
            assertThat(entry.version()).isEqualTo(winners.get(0));
            assertThat(entry.value()).isEqualTo("by " + won.indexOf(Optional.of(winners.get(0))));
        }
    }

    @Test
    @Proves(RACES)
    void conditionsOnOneVersion_racing_haveExactlyOneWinner() throws Exception {
        for (int round = 0; round < Scale.rounds(60); round++) {
            Version version = store.put("key", "old", PutOptions.always()).orElseThrow();
            List<Boolean> won = Racers.race(
                    THREADS,
                    racer -> () -> racer % 2 == 0
                            ? store.delete("key", version)
                            : store.put("key", "by " + racer, PutOptions.ifVersion(version))
                                    .isPresent());
            assertThat(won).as("winners of round %d", round).containsOnlyOnce(true);
            int winner = won.indexOf(true);
            assertThat(store.get("key")).isEqualTo(winner % 2 == 0 ? Optional.empty() : Optional.of("by " + winner));
        }
    }

    @Test
    @Proves(RACES)
    void conditionalWrites_besidePlainOnes_loseNoUpdate() throws Exception {
        int rounds = Scale.rounds(200);
        store.set("key", "0/0");
        // Every value is written once. Two conditional writes that replaced the same one show a lost update.
        Map<String, String> replacedBy = new ConcurrentHashMap<>();
        Racers.race(THREADS, racer -> () -> {
            for (int i = 1; i <= rounds; i++) {
                String value = (racer + 1) + "/" + i;
                switch (racer % 3) {
                    case 0 -> replace("key", value, replacedBy);
                    case 1 -> store.set("key", value);
                    default -> store.setAll(Map.of("key", value, "other" + racer, value));
                }
            }
            return 0;
        });
        assertThat(replacedBy).as("values replaced by conditional writes").hasSize(2 * rounds);
    }

    @Test
    @Proves(VERSION_UNIQUE)
    void versions_ofRacingWrites_areAllDifferent() throws Exception {
        int writes = Scale.rounds(100);
        List<List<String>> versions = Racers.race(THREADS, racer -> () -> {
            List<String> own = new ArrayList<>();
            for (int i = 0; i < writes; i++) {
                own.add(store.put("key", "same", PutOptions.always())
                        .orElseThrow()
                        .text());
                if (i % 10 == 0) {
                    store.delete("key");
                }
            }
            return own;
        });
        List<String> all = versions.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(THREADS * writes).doesNotHaveDuplicates();
    }

    @Test
    @Proves(RACES)
    void deletes_racingWithWrites_leaveAConsistentEntry() throws Exception {
        int rounds = Scale.rounds(100);
        Racers.race(THREADS, racer -> () -> {
            for (int i = 0; i < rounds; i++) {
                if (racer % 2 == 0) {
                    store.put("key", racer + "/" + i, PutOptions.always());
                } else {
                    store.entry("key").ifPresent(entry -> store.delete("key", entry.version()));
                }
                Optional<Entry<String>> entry = store.entry("key");
                entry.ifPresent(seen -> assertThat(seen.value()).matches("\\d+/\\d+"));
            }
            return 0;
        });
        Optional<Entry<String>> last = store.entry("key");
        assertThat(store.keys("").collect(Collectors.toSet())).isEqualTo(last.isPresent() ? Set.of("key") : Set.of());
    }

    private void incrementByVersion() {
        boolean done = false;
        while (!done) {
            Entry<String> entry = store.entry("counter").orElseThrow();
            String next = Integer.toString(Integer.parseInt(entry.value()) + 1);
            done = store.put("counter", next, PutOptions.ifVersion(entry.version()))
                    .isPresent();
        }
    }

    private void replace(String key, String value, Map<String, String> replacedBy) {
        boolean done = false;
        while (!done) {
            Entry<String> entry = store.entry(key).orElseThrow();
            done = store.put(key, value, PutOptions.ifVersion(entry.version())).isPresent();
            if (done) {
                assertThat(replacedBy.put(entry.value(), value))
                        .as("%s was replaced before", entry.value())
                        .isNull();
            }
        }
    }
}
