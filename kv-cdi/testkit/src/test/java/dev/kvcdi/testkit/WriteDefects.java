package dev.kvcdi.testkit;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Drivers that get conditions, versions, atomic batches and races wrong. */
final class WriteDefects {

    private WriteDefects() {}

    static final List<Defect> ALL = List.of(
            new Defect(
                    "decides ifAbsent before it writes",
                    "Concurrency#putIfAbsent_racing_hasExactlyOneWinner",
                    DecidesFirst::new),
            new Defect(
                    "decides ifVersion before it writes",
                    "Concurrency#putIfVersion_racingIncrements_allCount",
                    DecidesFirst::new),
            new Defect(
                    "decides deletes before it deletes",
                    "History#operationsOnAKey_racing_haveAnOrder",
                    DecidesFirst::new),
            new Defect(
                    "writes when a condition is lost",
                    "Condition#putIfAbsent_present_losesAndWritesNothing",
                    WritesLost::new),
            new Defect(
                    "ignores the version of deletes",
                    "Condition#deleteExpected_outdatedVersion_doesNothing",
                    DeletesAny::new),
            new Defect("deletes absent keys", "Condition#deleteExpected_rightVersion_deletesOnce", DeletesAbsent::new),
            new Defect(
                    "compares versions generously",
                    "Condition#conditions_foreignVersion_loseAndDoNothing",
                    ParsesVersions::new),
            new Defect("makes versions of the content", "Version#version_everyKindOfWrite_isNew", ContentVersions::new),
            new Defect(
                    "makes versions of the content",
                    "Compute#compute_otherWritesMeanwhile_callsTheFunctionAgain",
                    ContentVersions::new),
            new Defect(
                    "begins versions again after a restart", "Version#version_afterRestart_isNew", CountsFromOne::new),
            new Defect(
                    "has versions with quotes", "Version#version_ofAnyWrite_isLegalInsideAnEtag", QuotesVersions::new),
            new Defect(
                    "has another version in listings",
                    "Version#version_readTwice_isTheSame",
                    OtherVersionsInListings::new),
            new Defect(
                    "applies atomic batches step by step",
                    "Atomic#atomically_oneConditionLost_appliesNothing",
                    StepByStep::new),
            new Defect(
                    "checks atomic batches and then applies them step by step",
                    "AtomicRace#atomically_besideReaders_isNeverSeenInPart",
                    ChecksFirst::new),
            new Defect(
                    "ignores conditions in atomic batches",
                    "Atomic#atomically_oneConditionLost_appliesNothing",
                    IgnoresConditions::new),
            new Defect(
                    "forgets time to live in atomic batches",
                    "Expiry#atomicWrites_ttl_lastToTheMillisecond",
                    ForgetsTtl::new),
            new Defect("reads what was there before", "History#operationsOnAKey_racing_haveAnOrder", StaleReads::new),
            new Defect("loses a write now and then", "History#operationsOnAKey_racing_haveAnOrder", LosesWrites::new),
            new Defect(
                    "loses a write now and then",
                    "Random#randomSteps_comparedToTheMemoryDriver_haveTheSameResults",
                    LosesWrites::new));

    /** Reads, compares, and then writes without a condition. */
    private static final class DecidesFirst extends FaultyBackend {

        DecidesFirst(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            Version current = read(put.key()).map(StoredEntry::version).orElse(null);
            dawdle();
            return put.condition().holds(current)
                    ? super.put(PutRequest.of(put.key(), put.value(), put.expiryMillis(), Condition.none()))
                    : Optional.empty();
        }

        @Override
        public boolean delete(DeleteRequest delete) {
            Version current = read(delete.key()).map(StoredEntry::version).orElse(null);
            dawdle();
            return delete.condition().holds(current) && super.delete(DeleteRequest.of(delete.key(), Condition.none()));
        }
    }

    /** Tells that the condition was lost, and writes all the same. */
    private static final class WritesLost extends FaultyBackend {

        WritesLost(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            Optional<Version> version = super.put(put);
            if (version.isEmpty()) {
                super.put(PutRequest.of(put.key(), put.value(), put.expiryMillis(), Condition.none()));
            }
            return version;
        }
    }

    /** Deletes whatever is there. */
    private static final class DeletesAny extends FaultyBackend {

        DeletesAny(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public boolean delete(DeleteRequest request) {
            return super.delete(DeleteRequest.of(request.key(), Condition.none()));
        }
    }

    /** Says that it deleted what was not there. */
    private static final class DeletesAbsent extends FaultyBackend {

        DeletesAbsent(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public boolean delete(DeleteRequest request) {
            boolean absent = read(request.key()).isEmpty();
            return super.delete(request) || absent;
        }
    }

    /** Takes a version for the right one when it has the right one in it. */
    private static final class ParsesVersions extends FaultyBackend {

        ParsesVersions(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            String expected = put.condition().version().map(Version::text).orElse("");
            Optional<Version> current = read(put.key())
                    .map(StoredEntry::version)
                    .filter(version -> expected.trim().equals(version.text()));
            return super.put(
                    current.isEmpty()
                            ? put
                            : PutRequest.of(
                                    put.key(), put.value(), put.expiryMillis(), Condition.version(current.get())));
        }
    }

    /** Shows other versions than those that are kept. */
    private abstract static class ShowsVersions extends FaultyBackend {

        ShowsVersions(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        abstract Version shown(String key, byte[] value, Version version);

        private StoredEntry shown(StoredEntry entry) {
            return entry(entry, null, null, shown(entry.key(), entry.value(), entry.version()));
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            return super.get(GetRequest.of(request.key())).map(this::shown);
        }

        @Override
        public synchronized Optional<Version> put(PutRequest put) {
            Condition condition = put.condition();
            Optional<StoredEntry> current = read(put.key());
            if (condition.version().isPresent()
                    && current.map(this::shown).map(StoredEntry::version).equals(condition.version())) {
                condition = Condition.version(current.orElseThrow().version());
            }
            return super.put(PutRequest.of(put.key(), put.value(), put.expiryMillis(), condition))
                    .map(version -> shown(put.key().text(), put.value(), version));
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(ScanRequest.of(request.prefix(), request.limit(), true, request.position()));
            return ScanResult.of(result.entries().stream().map(this::shown).toList(), result.next());
        }
    }

    /** The same content has the same version. */
    private static final class ContentVersions extends ShowsVersions {

        ContentVersions(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        Version shown(String key, byte[] value, Version version) {
            return Version.of("h" + Arrays.hashCode(value));
        }
    }

    /** A counter that nobody keeps. */
    private static final class CountsFromOne extends ShowsVersions {

        private final AtomicInteger counter = new AtomicInteger();
        private final Map<Version, Version> shown = Collections.synchronizedMap(new HashMap<>());

        CountsFromOne(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        Version shown(String key, byte[] value, Version version) {
            return shown.computeIfAbsent(version, next -> Version.of(Integer.toString(counter.incrementAndGet())));
        }
    }

    /** As they come from HTTP. */
    private static final class QuotesVersions extends ShowsVersions {

        QuotesVersions(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        Version shown(String key, byte[] value, Version version) {
            return Version.of("\"" + version.text() + "\"");
        }
    }

    /** Versions of the page instead of the entry. */
    private static final class OtherVersionsInListings extends FaultyBackend {

        OtherVersionsInListings(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(request);
            return ScanResult.of(
                    result.entries().stream()
                            .map(entry -> entry(entry, null, null, Version.of("page")))
                            .toList(),
                    result.next());
        }
    }

    /** No atomic batches at all: the steps one after the other, until one is lost. */
    private static class StepByStep extends FaultyBackend {

        StepByStep(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            for (WriteRequest request : requests) {
                dawdle();
                boolean lost = request instanceof PutRequest put
                        ? put(put).isEmpty()
                        : !delete((DeleteRequest) request)
                                && request.condition().kind() != Condition.Kind.NONE;
                if (lost) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Looks at all the conditions, and then takes the steps one after the other. */
    private static final class ChecksFirst extends StepByStep {

        ChecksFirst(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            return requests.stream()
                            .allMatch(request -> request.condition()
                                    .holds(read(request.key())
                                            .map(StoredEntry::version)
                                            .orElse(null)))
                    && super.apply(requests);
        }
    }

    /** Applies everything. */
    private static final class IgnoresConditions extends FaultyBackend {

        IgnoresConditions(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            List<WriteRequest> free = new ArrayList<>();
            for (WriteRequest request : requests) {
                free.add(
                        request instanceof PutRequest put
                                ? PutRequest.of(put.key(), put.value(), put.expiryMillis(), Condition.none())
                                : DeleteRequest.of(request.key(), Condition.none()));
            }
            return super.apply(free);
        }
    }

    /** Another way of writing, and something is missing. */
    private static final class ForgetsTtl extends FaultyBackend {

        ForgetsTtl(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public boolean apply(List<WriteRequest> requests) {
            List<WriteRequest> forgotten = new ArrayList<>();
            for (WriteRequest request : requests) {
                forgotten.add(
                        request instanceof PutRequest put
                                ? PutRequest.of(put.key(), put.value(), StoredEntry.NEVER, put.condition())
                                : request);
            }
            return super.apply(forgotten);
        }
    }

    /** Answers every third read of a follower that lags behind by one write. */
    private static final class StaleReads extends FaultyBackend {

        private final Map<String, Optional<StoredEntry>> before = Collections.synchronizedMap(new HashMap<>());
        private final AtomicInteger reads = new AtomicInteger();

        StaleReads(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            before.put(put.key().text(), read(put.key()));
            return super.put(put);
        }

        @Override
        public Optional<StoredEntry> get(GetRequest request) {
            Optional<StoredEntry> stale = before.get(request.key().text());
            return stale != null && reads.incrementAndGet() % 3 == 0 ? stale : super.get(request);
        }
    }

    /** Acknowledges every fiftieth write and does nothing. */
    private static final class LosesWrites extends FaultyBackend {

        private final AtomicInteger writes = new AtomicInteger();

        LosesWrites(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public Optional<Version> put(PutRequest put) {
            boolean lose = put.condition().kind() == Condition.Kind.NONE && writes.incrementAndGet() % 20 == 0;
            return lose ? Optional.of(Version.of("lost" + writes)) : super.put(put);
        }

        @Override
        public <F> Optional<F> facet(Class<F> type) {
            return type == BatchFacet.class ? Optional.empty() : super.facet(type);
        }
    }
}
