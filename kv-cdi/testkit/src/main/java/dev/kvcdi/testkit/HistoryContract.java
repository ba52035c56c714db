package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.LINEARIZABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import dev.kvcdi.testkit.History.Event;
import dev.kvcdi.testkit.History.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records what racing threads do to one key, and looks for an order that explains what they saw. */
@Needs(Capability.CONDITIONAL_WRITES)
abstract class HistoryContract extends Contract {

    private static final int THREADS = 4;
    private static final int CALLS = 9;

    @Test
    @Proves(LINEARIZABLE)
    void operationsOnAKey_racing_haveAnOrder() throws Exception {
        long seed = Scale.seed();
        for (int round = 0; round < Scale.rounds(80); round++) {
            String key = "key" + round;
            long roundSeed = seed + round;
            List<List<Event>> recorded =
                    Racers.race(THREADS, racer -> () -> record(key, racer, new Random(roundSeed * 31 + racer)));
            History history =
                    new History(recorded.stream().flatMap(List::stream).toList());
            assertThat(history.isLinearizable())
                    .as(() -> "There is an order of these calls (round " + roundSeed + ", " + Scale.reproduce(seed)
                            + "):\n" + history)
                    .isTrue();
        }
    }

    private List<Event> record(String key, int racer, Random random) {
        List<Event> events = new ArrayList<>();
        // The versions that this thread has seen, with the values that they were of. Every value is written once.
        Map<String, Version> versions = new HashMap<>();
        String last = "";
        for (int i = 0; i < CALLS; i++) {
            String value = racer + "." + i;
            long call = System.nanoTime();
            Event event =
                    switch (random.nextInt(9)) {
                        case 0 -> {
                            store.set(key, value);
                            yield History.event(Kind.WRITE, null, value, null, true);
                        }
                        case 1 -> {
                            Version version =
                                    store.put(key, value, PutOptions.always()).orElseThrow();
                            versions.put(value, version);
                            last = value;
                            yield History.event(Kind.WRITE, null, value, null, true);
                        }
                        case 2 -> {
                            store.delete(key);
                            yield History.event(Kind.DELETE, null, null, null, true);
                        }
                        case 3 ->
                            History.event(Kind.READ, null, null, store.get(key).orElse(null), true);
                        case 4 -> {
                            Optional<Version> version = store.put(key, value, PutOptions.ifAbsent());
                            yield History.event(Kind.WRITE_IF_ABSENT, null, value, null, version.isPresent());
                        }
                        case 5 -> {
                            Optional<Version> version = store.put(key, value, PutOptions.ifPresent());
                            yield History.event(Kind.WRITE_IF_PRESENT, null, value, null, version.isPresent());
                        }
                        case 6 -> {
                            Version expected = versions.getOrDefault(last, Version.of("none"));
                            Optional<Version> version = store.put(key, value, PutOptions.ifVersion(expected));
                            Event written = History.event(Kind.WRITE_IF, last, value, null, version.isPresent());
                            if (version.isPresent()) {
                                versions.put(value, version.get());
                                last = value;
                            }
                            yield written;
                        }
                        case 7 -> {
                            boolean deleted = store.delete(key, versions.getOrDefault(last, Version.of("none")));
                            yield History.event(Kind.DELETE_IF, last, null, null, deleted);
                        }
                        default -> {
                            Optional<Entry<String>> entry = store.entry(key);
                            if (entry.isPresent()) {
                                last = entry.get().value();
                                Version before = versions.put(last, entry.get().version());
                                assertThat(before == null
                                                || before.equals(entry.get().version()))
                                        .as("a write has one version")
                                        .isTrue();
                            }
                            yield History.event(
                                    Kind.READ,
                                    null,
                                    null,
                                    entry.map(Entry::value).orElse(null),
                                    true);
                        }
                    };
            events.add(event.between(racer, call, System.nanoTime()));
        }
        return events;
    }
}
