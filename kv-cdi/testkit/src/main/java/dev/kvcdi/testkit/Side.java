package dev.kvcdi.testkit;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One of the two stores of a comparison. Their versions differ, so each side numbers the versions that it sees: what was written by the same
 * step has the same number on both.
 */
final class Side {

    private final Supplier<KVStore> store;
    private final Runnable reopening;
    private final Consumer<Duration> clock;
    private final List<Version> versions = new ArrayList<>();

    /**
     * A side.
     *
     * @param store gives the store as it is open now
     * @param reopening closes and opens the store, where that is to be compared
     * @param clock moves the clock; both sides have one clock, so only one of them does
     */
    Side(Supplier<KVStore> store, Runnable reopening, Consumer<Duration> clock) {
        this.store = store;
        this.reopening = reopening;
        this.clock = clock;
    }

    KVStore store() {
        return store.get();
    }

    void reopen() {
        reopening.run();
    }

    void advance(Duration by) {
        clock.accept(by);
    }

    /** The version of a number, or a foreign one while there is none. */
    Version version(int number) {
        return versions.isEmpty() ? Version.of("foreign") : versions.get(number % versions.size());
    }

    String show(Version version) {
        int known = versions.indexOf(version);
        if (known < 0) {
            known = versions.size();
            versions.add(version);
        }
        return "v" + known;
    }

    String show(Entry<String> entry) {
        return Texts.escaped(entry.key())
                + "="
                + Texts.escaped(entry.value())
                + " "
                + show(entry.version())
                + entry.expiry().map(expiry -> " until " + expiry).orElse("");
    }

    /** The entries in the order of their keys, whatever order the store has. */
    String show(List<Entry<String>> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::key))
                .map(this::show)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    String showVersion(Optional<Version> version) {
        return version.map(this::show).orElse("nothing");
    }

    String showEntry(Optional<Entry<String>> entry) {
        return entry.map(this::show).orElse("nothing");
    }
}
