package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.ATOMIC_VISIBLE;
import static dev.kvcdi.testkit.ContractLine.RACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** All-or-nothing writes beside other writers and readers. */
@Needs({Capability.ATOMIC_BATCHES, Capability.CONDITIONAL_WRITES})
abstract class AtomicRaceContract extends Contract {

    @Test
    @Proves(ATOMIC_VISIBLE)
    void atomically_besideReaders_isNeverSeenInPart() throws Exception {
        int rounds = Scale.rounds(200);
        AtomicBoolean done = new AtomicBoolean();
        List<String> keys = Texts.numbered("key", 50);
        String first = keys.get(0);
        String last = keys.get(keys.size() - 1);
        store.setAll(Map.of(first, "0", last, "0"));
        Callable<Integer> writer = () -> {
            try {
                for (int i = 1; i <= rounds; i++) {
                    String value = Integer.toString(i);
                    assertThat(store.atomically(batch -> keys.forEach(key -> batch.set(key, value))))
                            .isTrue();
                }
                return rounds;
            } finally {
                done.set(true);
            }
        };
        // What is read later is never older, in whichever order the keys are read.
        List<Callable<Integer>> racers =
                List.of(writer, () -> readInOrder(first, last, done), () -> readInOrder(last, first, done));
        Racers.race(racers.size(), racers::get);
        assertThat(store.getAll(keys).values()).hasSize(50).containsOnly(Integer.toString(rounds));
    }

    @Test
    @Proves({ATOMIC_VISIBLE, RACES})
    void atomically_manyTransfers_keepTheSum() throws Exception {
        int accounts = 5;
        int transfers = Scale.rounds(60);
        List<String> keys = Texts.numbered("account/", accounts);
        keys.forEach(key -> store.set(key, "1000"));
        Racers.race(4, racer -> () -> {
            Random random = new Random(racer);
            for (int i = 0; i < transfers; i++) {
                int from = random.nextInt(accounts);
                int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
                transfer(keys.get(from), keys.get(to), random.nextInt(20));
            }
            return transfers;
        });
        assertThat(store.entries("account/")
                        .mapToLong(entry -> Long.parseLong(entry.value()))
                        .sum())
                .isEqualTo(1000L * accounts);
    }

    @Test
    @Proves(RACES)
    void atomically_ofOverlappingKeysInAnyOrder_endsAndOneWins() throws Exception {
        List<String> keys = Texts.numbered("key", 6);
        for (int round = 0; round < Scale.rounds(30); round++) {
            int names = round;
            List<Boolean> won = Racers.race(
                    4,
                    racer -> () -> store.atomically(batch -> {
                        for (int i = 0; i < keys.size(); i++) {
                            String key = keys.get(racer % 2 == 0 ? i : keys.size() - 1 - i);
                            batch.put(names + key, "by " + racer, PutOptions.ifAbsent());
                        }
                    }));
            assertThat(won).containsOnlyOnce(true);
            String winner = "by " + won.indexOf(true);
            assertThat(store.getAll(keys.stream().map(key -> names + key).toList())
                            .values())
                    .hasSize(6)
                    .containsOnly(winner);
        }
    }

    @Test
    @Proves(RACES)
    void atomically_besideComputeOfItsKeys_losesNoUpdate() throws Exception {
        int rounds = Scale.rounds(150);
        store.setAll(Map.of("counter", "0", "copy", "0"));
        List<Integer> applied = Racers.race(3, racer -> () -> {
            int wins = 0;
            for (int i = 0; i < rounds; i++) {
                if (racer == 0) {
                    store.compute("counter", value -> value.map(text -> Integer.toString(Integer.parseInt(text) + 1)));
                    wins++;
                } else if (increment()) {
                    wins++;
                }
            }
            return wins;
        });
        int sum = applied.stream().mapToInt(Integer::intValue).sum();
        assertThat(store.get("counter")).contains(Integer.toString(sum));
    }

    private boolean increment() {
        Entry<String> counter = store.entry("counter").orElseThrow();
        String next = Integer.toString(Integer.parseInt(counter.value()) + 1);
        return store.atomically(batch -> batch.put("counter", next, PutOptions.ifVersion(counter.version()))
                .set("copy", next));
    }

    private void transfer(String from, String to, int amount) {
        boolean done = false;
        while (!done) {
            Entry<String> source = store.entry(from).orElseThrow();
            Entry<String> target = store.entry(to).orElseThrow();
            String less = Long.toString(Long.parseLong(source.value()) - amount);
            String more = Long.toString(Long.parseLong(target.value()) + amount);
            done = store.atomically(batch -> batch.put(from, less, PutOptions.ifVersion(source.version()))
                    .put(to, more, PutOptions.ifVersion(target.version())));
        }
    }

    private int readInOrder(String first, String then, AtomicBoolean done) {
        int reads = 0;
        while (!done.get()) {
            int before = Integer.parseInt(store.get(first).orElseThrow());
            int after = Integer.parseInt(store.get(then).orElseThrow());
            assertThat(after).as("%s, read after %s", then, first).isGreaterThanOrEqualTo(before);
            reads++;
        }
        return reads;
    }
}
