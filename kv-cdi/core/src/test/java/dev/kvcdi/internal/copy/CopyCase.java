package dev.kvcdi.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.CopyOptions;
import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.Version;
import dev.kvcdi.internal.FilterBackend;
import dev.kvcdi.internal.MemoryHarness;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** Two stores and a journal in memory, whose engines fail when a test wants it. */
abstract class CopyCase {

    final MemoryHarness harness = new MemoryHarness();
    final Faulty sourceEngine = new Faulty(harness.backend("source"));
    final Faulty targetEngine = new Faulty(harness.backend("target"));
    final Faulty journalEngine = new Faulty(harness.backend("journal"));
    final KVStore source = harness.store(sourceEngine);
    final KVStore target = harness.store(targetEngine);
    final KVStore journal = harness.store(journalEngine);

    @AfterEach
    void close() {
        harness.close();
    }

    CopyOptions online() {
        return CopyOptions.online(journal);
    }

    CopyOptions atRest() {
        return CopyOptions.atRest().withJournal(journal);
    }

    static CopyOptions withoutJournal() {
        return CopyOptions.atRest();
    }

    /** Values in hexadecimal digits and expiries, by key. */
    static Map<String, String> contents(KVStore store) {
        return store.bytes()
                .entries("")
                .collect(Collectors.toMap(
                        Entry::key,
                        entry -> HexFormat.of().formatHex(entry.value()) + " until " + entry.expiry(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    void assertEqual() {
        assertThat(contents(target)).isEqualTo(contents(source));
    }

    static EngineException failure(Kind kind) {
        return new EngineException(kind, "The test wants it.", null);
    }

    /** What becomes of a call. */
    enum Fate {
        WORKS,
        UNAVAILABLE,
        UNKNOWN_APPLIED,
        UNKNOWN_LOST
    }

    /** An engine whose calls fail as a test says, each asked for when it comes. */
    static final class Faulty extends FilterBackend {

        volatile Supplier<Fate> reads = () -> Fate.WORKS;
        volatile Supplier<Fate> writes = () -> Fate.WORKS;
        volatile Supplier<Fate> batches = () -> Fate.WORKS;

        Faulty(Backend next) {
            super(next);
        }

        /** Lets some calls work, and then others meet a fate. */
        static Supplier<Fate> after(int working, Fate... then) {
            return new Supplier<>() {
                private int calls;

                @Override
                public synchronized Fate get() {
                    int at = calls++ - working;
                    return at >= 0 && at < then.length ? then[at] : Fate.WORKS;
                }
            };
        }

        void works() {
            reads = () -> Fate.WORKS;
            writes = () -> Fate.WORKS;
            batches = () -> Fate.WORKS;
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            return write(() -> super.put(request));
        }

        @Override
        public boolean delete(DeleteRequest request) {
            return write(() -> super.delete(request));
        }

        private <T> T write(Supplier<T> call) {
            return switch (writes.get()) {
                case WORKS -> call.get();
                case UNAVAILABLE -> throw failure(Kind.UNAVAILABLE);
                case UNKNOWN_APPLIED -> {
                    Objects.requireNonNull(call.get());
                    throw failure(Kind.OUTCOME_UNKNOWN);
                }
                case UNKNOWN_LOST -> throw failure(Kind.OUTCOME_UNKNOWN);
            };
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return type == BatchFacet.class
                    ? super.facet(BatchFacet.class).map(batch -> type.cast(new Batches(batch)))
                    : super.facet(type);
        }

        private final class Batches implements BatchFacet {

            private final BatchFacet next;

            Batches(BatchFacet next) {
                this.next = next;
            }

            @Override
            public List<Optional<StoredEntry>> getAll(List<Key> keys) {
                if (reads.get() != Fate.WORKS) {
                    throw failure(Kind.UNAVAILABLE);
                }
                return next.getAll(keys);
            }

            @Override
            public void putAll(List<PutRequest> requests) {
                if (batches.get() != Fate.WORKS) {
                    throw failure(Kind.UNAVAILABLE);
                }
                next.putAll(requests);
            }

            @Override
            public void deleteAll(List<Key> keys) {
                next.deleteAll(keys);
            }
        }
    }
}
