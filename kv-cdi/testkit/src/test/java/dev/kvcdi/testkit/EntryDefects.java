package dev.kvcdi.testkit;

import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Drivers that get keys, values, expiries, reads and batches wrong. */
final class EntryDefects {

    private EntryDefects() {}

    static final List<Defect> ALL = List.of(
            keys("normalizes keys", key -> Normalizer.normalize(key, Normalizer.Form.NFC)),
            keys("trims keys", key -> key.trim().isEmpty() ? key : key.trim()),
            keys("folds the case of keys", key -> key.toLowerCase(Locale.ROOT)),
            new Defect(
                    "shortens keys",
                    "Key#set_longestKeysThatDifferAtTheEnd_areDifferentKeys",
                    (memory, clock) ->
                            new FoldsKeys(memory, clock, key -> key.length() > 1_000 ? key.substring(0, 1_000) : key)),
            keys("decodes keys", key -> key.replace("%2e", ".")),
            keys("ends keys at NUL", key -> key.indexOf('\0') > 0 ? key.substring(0, key.indexOf('\0')) : key),
            keys("collapses dots", key -> key.replace("a..b", "a.b")),
            keys("replaces what is not in the basic plane", key -> key.replaceAll("[\\x{10000}-\\x{10ffff}]", "?")),
            new Defect("takes an empty value for none", "Value#set_emptyValue_isPresentAndEmpty", EmptyIsAbsent::new),
            new Defect("cuts large values", "Value#writes_largestValue_roundTrip", CutsValues::new),
            new Defect("replaces invalid UTF-8", "Value#set_everyByte_roundTrips", Replaces::new),
            new Defect(
                    "keeps arrays that it was given", "Backend#put_arrayChangedAfterwards_isNotKept", KeepsArrays::new),
            new Defect(
                    "expires a millisecond late",
                    "Expiry#writes_ttl_lastToTheMillisecond",
                    (memory, clock) -> new Shifted(memory, clock, 1)),
            new Defect(
                    "expires a millisecond early",
                    "Expiry#writes_ttl_lastToTheMillisecond",
                    (memory, clock) -> new Shifted(memory, clock, -1)),
            new Defect("expires in whole seconds", "Expiry#ttl_fractionOfAMillisecond_isRoundedUp", WholeSeconds::new),
            new Defect(
                    "keeps the expiry when it is written over",
                    "Expiry#writes_withoutTtl_clearTheExpiry",
                    KeepsExpiry::new),
            new Defect(
                    "never expires",
                    "Expiry#set_otherTtl_replacesTheExpiry",
                    (memory, clock) -> new Shifted(memory, clock, 1L << 40)),
            new Defect(
                    "lists expired entries",
                    "Expiry#listings_expiredEntriesAmongOthers_leaveThemOut",
                    ListsExpired::new),
            new Defect(
                    "reads expired entries in batches",
                    "Expiry#batches_expiredEntriesAmongOthers_seeThemAsAbsent",
                    BatchesExpired::new),
            new Defect(
                    "sees expired entries in ifAbsent",
                    "Absence#conditions_absentKey_loseButIfAbsent",
                    SeesExpired::new),
            new Defect("orders a batch's results by key", "Batch#getAll_shuffledKeys_hasTheirOrder", SortsBatches::new),
            new Defect(
                    "forgets the last of a batch", "Batch#batches_manyKeys_beyondAnyEnginesRequest", ForgetsLast::new),
            new Defect("shares entries between stores", "Absence#stores_sameKeys_shareNothing", SharesStores::new));

    private static Defect keys(String name, UnaryOperator<String> folding) {
        return new Defect(
                name,
                "Key#set_allHostileKeys_eachIsAKeyOfItsOwn",
                (memory, clock) -> new FoldsKeys(memory, clock, folding));
    }

    /** Stores several keys as one. */
    private static final class FoldsKeys extends FaultyBackend {

        private final UnaryOperator<String> folding;

        FoldsKeys(Backend memory, InstantSource clock, UnaryOperator<String> folding) {
            super(memory, clock);
            this.folding = folding;
        }

        private Key folded(Key key) {
            return Key.of(folding.apply(key.text())).orElseThrow();
        }

        private PutRequest folded(PutRequest put) {
            return PutRequest.of(folded(put.key()), put.value(), put.expiryMillis(), put.condition());
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return super.get(GetRequest.of(folded(request.key())));
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            return super.put(folded(request));
        }

        @Override
        public boolean delete(DeleteRequest request) {
            return super.delete(DeleteRequest.of(folded(request.key()), request.condition()));
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return type == BatchFacet.class ? Optional.empty() : super.facet(type);
        }
    }

    /** An engine whose empty values are none. */
    private static final class EmptyIsAbsent extends FaultyBackend {

        EmptyIsAbsent(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return super.get(GetRequest.of(request.key())).filter(entry -> entry.value().length > 0);
        }
    }

    /** An engine with a limit that it does not tell. */
    private static final class CutsValues extends FaultyBackend {

        CutsValues(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            byte[] value = Arrays.copyOf(put.value(), Math.min(put.value().length, 65_535));
            return super.put(PutRequest.of(put.key(), value, put.expiryMillis(), put.condition()));
        }
    }

    /** An engine of text. */
    private static final class Replaces extends FaultyBackend {

        Replaces(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return super.get(request)
                    .map(entry -> entry(
                            entry,
                            null,
                            new String(entry.value(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8),
                            null));
        }
    }

    /** A cache of what was written, with the caller's own array. */
    private static final class KeepsArrays extends FaultyBackend {

        private final Map<Key, byte[]> written = Collections.synchronizedMap(new HashMap<>());

        KeepsArrays(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest request) {
            written.put(request.key(), request.value());
            return super.put(request);
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return super.get(request).map(entry -> entry(entry, null, written.get(request.key()), null));
        }
    }

    /** Keeps expiries that are off by some milliseconds, and tells them right. */
    private static final class Shifted extends FaultyBackend {

        private final long by;

        Shifted(Backend memory, InstantSource clock, long by) {
            super(memory, clock);
            this.by = by;
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            long expiry = put.expiryMillis() == StoredEntry.NEVER ? StoredEntry.NEVER : put.expiryMillis() + by;
            return super.put(PutRequest.of(put.key(), put.value(), expiry, put.condition()));
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return super.get(request)
                    .map(entry -> entry.expiryMillis() == StoredEntry.NEVER
                            ? entry
                            : StoredEntry.of(entry.key(), entry.value(), entry.expiryMillis() - by, entry::version));
        }
    }

    /** An engine whose times to live are whole seconds. */
    private static final class WholeSeconds extends FaultyBackend {

        WholeSeconds(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            long expiry = (put.expiryMillis() + 999) / 1_000 * 1_000;
            return super.put(PutRequest.of(put.key(), put.value(), expiry, put.condition()));
        }
    }

    /** An engine whose writes leave the time to live as it is. */
    private static final class KeepsExpiry extends FaultyBackend {

        KeepsExpiry(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            long before = read(put.key()).map(StoredEntry::expiryMillis).orElse(StoredEntry.NEVER);
            long expiry = put.expiryMillis() == StoredEntry.NEVER ? before : put.expiryMillis();
            return super.put(PutRequest.of(put.key(), put.value(), expiry, put.condition()));
        }
    }

    /** Remembers what was written, expired or not. */
    private abstract static class Remembers extends FaultyBackend {

        final Map<String, StoredEntry> written = Collections.synchronizedMap(new HashMap<>());

        Remembers(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            Optional<Version> version = super.put(put);
            version.ifPresent(issued -> written.put(
                    put.key().text(),
                    StoredEntry.of(put.key().text(), put.value().clone(), put.expiryMillis(), () -> issued)));
            return version;
        }

        @Override
        public boolean delete(DeleteRequest request) {
            boolean deleted = super.delete(request);
            if (deleted) {
                written.remove(request.key().text());
            }
            return deleted;
        }

        final Optional<StoredEntry> expired(String key) {
            return Optional.ofNullable(written.get(key))
                    .filter(entry -> StoredEntry.expired(entry.expiryMillis(), now()));
        }
    }

    /** Relies on the engine's sweep in listings. */
    private static final class ListsExpired extends Remembers {

        ListsExpired(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(request);
            List<StoredEntry> entries = new ArrayList<>(result.entries());
            if (result.next() == null && request.limit() > entries.size()) {
                List.copyOf(written.keySet()).stream()
                        .filter(key -> key.startsWith(request.prefix()))
                        .flatMap(key -> expired(key).stream())
                        .limit(request.limit() - entries.size())
                        .forEach(entries::add);
            }
            return ScanResult.of(entries, result.next());
        }
    }

    /** Relies on the engine's sweep in batches. */
    private static final class BatchesExpired extends Remembers {

        BatchesExpired(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public List<Optional<StoredEntry>> getAll(List<Key> keys) {
            List<Optional<StoredEntry>> found = new ArrayList<>();
            keys.forEach(key -> found.add(read(key).or(() -> expired(key.text()))));
            return found;
        }
    }

    /** Relies on the engine's sweep in conditions. */
    private static final class SeesExpired extends Remembers {

        SeesExpired(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            boolean lost =
                    switch (put.condition().kind()) {
                        case ABSENT -> expired(put.key().text()).isPresent();
                        default -> false;
                    };
            return lost ? Optional.empty() : super.put(put);
        }
    }

    /** An engine whose answers come in an order of its own. */
    private static final class SortsBatches extends FaultyBackend {

        SortsBatches(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public List<Optional<StoredEntry>> getAll(List<Key> keys) {
            List<Key> sorted = new ArrayList<>(keys);
            sorted.sort((a, b) -> a.text().compareTo(b.text()));
            return super.getAll(sorted);
        }
    }

    /** Takes unprocessed items for processed ones. */
    private static final class ForgetsLast extends FaultyBackend {

        ForgetsLast(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public void putAll(List<PutRequest> requests) {
            super.putAll(requests.size() > 25 ? requests.subList(0, requests.size() - 1) : requests);
        }
    }

    /** One table for all. */
    private static final class SharesStores extends FaultyBackend {

        private static final Map<InstantSource, Backend> FIRST = Collections.synchronizedMap(new HashMap<>());

        SharesStores(Backend memory, InstantSource clock) {
            super(FIRST.computeIfAbsent(clock, first -> memory), clock);
        }
    }
}
