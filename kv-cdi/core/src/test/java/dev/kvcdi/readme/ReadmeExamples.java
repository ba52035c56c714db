package dev.kvcdi.readme;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.Page;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import dev.kvcdi.Version;
import dev.kvcdi.Watch;
import dev.kvcdi.se.KVRuntime;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The examples of README.md, compiled and run; {@link ReadmeExamplesTest} sees to it that the README shows just these. */
class ReadmeExamples {

    /** What an application declares; {@link #store} stands for the first of them. */
    static class Injected {

        @Inject
        KVStore store;

        @Inject
        @Store("persons")
        TypedKVStore<Person> persons;

        @Inject
        @Store(
                value = "ledger",
                requires = {Capability.ATOMIC_BATCHES, Capability.PERSISTENT})
        KVStore ledger;

        @Inject
        @Store("persons")
        KVStore old;

        @Inject
        @Store("persons-next")
        KVStore next;

        @Inject
        @Store("move-journal")
        KVStore journal;
    }

    final KVStore store;

    final List<String> shown = new CopyOnWriteArrayList<>();

    ReadmeExamples(KVStore store) {
        this.store = store;
    }

    private void show(String text) {
        shown.add(text);
    }

    void values() {
        store.set("greeting", "hello");
        store.get("greeting").ifPresent(this::show);
        store.set("session/17", "token", Duration.ofMinutes(30));
        store.delete("greeting");
    }

    boolean typed() {
        TypedKVStore<Person> people = store.json(Person.class);
        people.set("person/1", new Person("Ada", 36));
        Optional<Person> ada = people.get("person/1");
        byte[] raw = store.bytes().get("person/1").orElseThrow();
        return ada.isPresent() && raw.length > 0;
    }

    Optional<Version> conditional() {
        TypedKVStore<Person> people = store.json(Person.class);
        Entry<Person> seen = people.entry("person/1").orElseThrow();
        Optional<Version> written = people.put("person/1", new Person("Ada", 37), PutOptions.ifVersion(seen.version()));
        if (written.isEmpty()) {
            // somebody else was faster: read again, decide again
        }
        return written;
    }

    void compute() {
        store.compute("visits", count -> Optional.of(Integer.toString(Integer.parseInt(count.orElse("0")) + 1)));
    }

    boolean lock() {
        boolean mine = store.put("lock/report", "node-1", PutOptions.ifAbsent().withTtl(Duration.ofSeconds(30)))
                .isPresent();
        return mine;
    }

    boolean batches() {
        store.setAll(Map.of("a", "1", "b", "2"));
        Map<String, String> both = store.getAll(List.of("a", "b"));
        boolean moved = store.atomically(batch -> batch.delete("a").set("c", both.get("a")));
        return moved;
    }

    void listings() {
        TypedKVStore<Person> people = store.json(Person.class);
        store.keys("person/").forEach(this::show);
        Page<Person> first = people.page("person/", 50, null);
        first.nextCursor().ifPresent(cursor -> people.page("person/", 50, cursor));
    }

    Watch watch() {
        KVStore mine = store.prefixed("user/17/");
        Watch watch = mine.watch("", change -> {
            if (change instanceof Change.Put<String> put) {
                show(put.entry().key());
            } else if (change instanceof Change.Lost) {
                mine.keys("").forEach(this::show);
            }
        });
        return watch;
    }

    static void outside() {
        try (KVRuntime runtime =
                KVRuntime.builder().property("kv.driver", "memory").start()) {
            runtime.store("default").set("greeting", "hello");
        }
    }

    void move(KVStore old, KVStore next, KVStore journal) {
        KVStores.copy(old, next, CopyOptions.online(journal));
        // stop what writes to the old store, then:
        CopyResult last = KVStores.copy(old, next, CopyOptions.atRest().withJournal(journal));
        if (last.converged()) {
            show("equal: " + last.count(CopyCount.UNCHANGED) + " entries");
        }
    }

    /** A value of the examples. */
    public record Person(String name, int age) {}
}
