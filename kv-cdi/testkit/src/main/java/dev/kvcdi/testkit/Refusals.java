package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Checks that a store refuses what it cannot do: by name, at once, and without having done a part of it. */
final class Refusals {

    private Refusals() {}

    static void check(Capability capability, Place place) {
        KVStore store = place.store();
        assertThat(store.capabilities()).doesNotContain(capability);
        switch (capability) {
            case CONDITIONAL_WRITES, ATOMIC_BATCHES -> refusesWrites(capability, store);
            case WATCH -> refusesWatch(store);
            case ORDERED -> listsWithoutOrder(store);
            case PERSISTENT -> reopens(place);
        }
    }

    private static void refusesWrites(Capability capability, KVStore store) {
        store.set("present", "kept");
        Entry<String> before = store.entry("present").orElseThrow();
        for (Operation operation : Operation.onKeys()) {
            if (!operation.needs().contains(capability)) {
                continue;
            }
            Set<Capability> missing = EnumSet.copyOf(operation.needs());
            missing.removeAll(store.capabilities());
            for (String key : new String[] {"present", "absent"}) {
                refused(missing, operation.title(), () -> operation.call().on(store, key));
            }
        }
        if (capability == Capability.CONDITIONAL_WRITES) {
            Queue<Optional<String>> seen = new ConcurrentLinkedQueue<>();
            refused(
                    capability,
                    "compute",
                    () -> store.compute("present", value -> {
                        seen.add(value);
                        return Optional.empty();
                    }));
            assertThat(seen).as("values given to compute's function").isEmpty();
            refused(capability, "delete of the right version", () -> store.delete("present", before.version()));
        } else {
            refused(capability, "atomically without steps", () -> store.atomically(batch -> {}));
        }
        assertThat(store.entry("present")).contains(before);
        assertThat(store.keys("")).containsExactly("present");
    }

    private static void refusesWatch(KVStore store) {
        Queue<Change<String>> changes = new ConcurrentLinkedQueue<>();
        refused(Capability.WATCH, "watch", () -> store.watch("", changes::add));
        store.set("watched", "value");
        assertThat(changes).as("changes told to a refused watch").isEmpty();
    }

    private static void listsWithoutOrder(KVStore store) {
        Stream.of("b", "a", "c").forEach(key -> store.set(key, key));
        assertThat(store.keys("")).containsExactlyInAnyOrder("a", "b", "c");
    }

    private static void reopens(Place place) {
        place.store().set("key", "value");
        place.reopen();
        KVStore reopened = place.store();
        reopened.set("key", "again");
        assertThat(reopened.get("key")).contains("again");
    }

    private static void refused(Capability capability, String operation, Runnable call) {
        refused(Set.of(capability), operation, call);
    }

    /** An operation that needs several capabilities names one that is missing. */
    private static void refused(Set<Capability> missing, String operation, Runnable call) {
        assertThatThrownBy(call::run, "%s on a store without %s", operation, missing)
                .isInstanceOf(KVUnsupportedException.class)
                .satisfies(refusal -> assertThat(missing)
                        .anyMatch(capability ->
                                String.valueOf(refusal.getMessage()).contains(capability.name())));
    }
}
