package dev.kvcdi.testkit;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Drivers that get listings wrong. */
final class ListDefects {

    private ListDefects() {}

    static final List<Defect> ALL = List.of(
            new Defect("ends after the first part", "Listing#entries_manyOfThem_areAllThereAsWritten", EndsEarly::new),
            new Defect("ends after the first part", "Page#page_everyLimit_hasEachEntryOnce", EndsEarly::new),
            new Defect(
                    "misses the last entry of a full part", "Page#page_everyLimit_hasEachEntryOnce", MissesLast::new),
            new Defect(
                    "misses the last entry of a full part",
                    "Listing#listings_besideWriters_haveEveryLastingKeyOnce",
                    MissesLast::new),
            new Defect(
                    "repeats the last entry of a part",
                    "Listing#entries_manyOfThem_areAllThereAsWritten",
                    RepeatsLast::new),
            new Defect("repeats the last entry of a part", "Page#page_mostEntries_hasThemAll", RepeatsLast::new),
            new Defect(
                    "exceeds the limit", "Backend#scan_anyLimit_keepsItAndGoesOnFromShortPositions", ExceedsLimit::new),
            new Defect("orders by UTF-16", "Listing#listings_orderedStore_comeInTheOrderOfUtf8", OrdersByUtf16::new),
            new Defect("lists neighbours of the prefix", "Listing#keys_prefixes_byCharacters", ListsNeighbours::new),
            new Defect(
                    "does not check positions",
                    "Backend#scan_positionFromAnUntrustedClient_isRefusedOrStaysInThePrefix",
                    TrustsPositions::new),
            new Defect(
                    "fails badly at forged positions",
                    "Backend#scan_positionFromAnUntrustedClient_isRefusedOrStaysInThePrefix",
                    FailsBadly::new),
            new Defect(
                    "fills the memory with a part",
                    "Backend#scan_largeValues_endsThePartBeforeItFillsTheMemory",
                    CountsOnly::new),
            new Defect("goes on at an offset", "Page#cursor_itsEntryDeleted_goesOn", Offsets::new),
            new Defect(
                    "has no versions in listings of keys",
                    "Backend#reads_withoutValues_haveKeyVersionAndExpiry",
                    NoValuesNoVersion::new));

    /** Ends parts by the number of entries alone. */
    private static final class CountsOnly extends FaultyBackend {

        CountsOnly(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult part = super.scan(request);
            List<StoredEntry> entries = new ArrayList<>(part.entries());
            while (part.next() != null && entries.size() < request.limit()) {
                part = super.scan(ScanRequest.of(
                        request.prefix(), request.limit() - entries.size(), request.withValues(), part.next()));
                entries.addAll(part.entries());
            }
            return ScanResult.of(entries, part.next());
        }
    }

    /** Takes a part for the whole. */
    private static final class EndsEarly extends FaultyBackend {

        EndsEarly(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            return ScanResult.of(super.scan(request).entries(), null);
        }
    }

    /** Goes on one too far. */
    private static final class MissesLast extends FaultyBackend {

        MissesLast(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(request);
            List<StoredEntry> entries = result.entries();
            return result.next() == null
                    ? result
                    : ScanResult.of(entries.subList(0, entries.size() - 1), result.next());
        }
    }

    /** Goes on where it was. */
    private static final class RepeatsLast extends FaultyBackend {

        private final Map<String, StoredEntry> last = Collections.synchronizedMap(new HashMap<>());

        RepeatsLast(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(request);
            List<StoredEntry> entries = new ArrayList<>(result.entries());
            StoredEntry before = last.get(request.prefix());
            if (request.position() != null && before != null && entries.size() < request.limit()) {
                entries.add(0, before);
            }
            if (!entries.isEmpty()) {
                last.put(request.prefix(), entries.get(entries.size() - 1));
            }
            return ScanResult.of(entries, result.next());
        }
    }

    /** Takes the limit for advice. */
    private static final class ExceedsLimit extends FaultyBackend {

        ExceedsLimit(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            return super.scan(
                    ScanRequest.of(request.prefix(), request.limit() + 1, request.withValues(), request.position()));
        }
    }

    /** The order of Java's texts. */
    private static final class OrdersByUtf16 extends FaultyBackend {

        OrdersByUtf16(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(request);
            return ScanResult.of(
                    result.entries().stream()
                            .sorted(Comparator.comparing(StoredEntry::key))
                            .toList(),
                    result.next());
        }
    }

    /** A prefix of tokens, as subjects and paths have them. */
    private static final class ListsNeighbours extends FaultyBackend {

        ListsNeighbours(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            String prefix = request.prefix();
            String wider =
                    prefix.length() > 1 && prefix.endsWith("c") ? prefix.substring(0, prefix.length() - 1) : prefix;
            return super.scan(ScanRequest.of(wider, request.limit(), request.withValues(), request.position()));
        }
    }

    /** Goes on wherever the client wants, to the end of the store. */
    private static final class TrustsPositions extends FaultyBackend {

        TrustsPositions(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            byte[] position = request.position();
            if (position == null || new String(position, StandardCharsets.UTF_8).startsWith(request.prefix())) {
                return super.scan(request);
            }
            return super.scan(ScanRequest.of("", request.limit(), request.withValues(), null));
        }
    }

    /** Has an exception of its own for what clients send. */
    private static final class FailsBadly extends FaultyBackend {

        FailsBadly(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            try {
                return super.scan(request);
            } catch (IllegalArgumentException e) {
                throw new ArrayIndexOutOfBoundsException(e.getMessage());
            }
        }
    }

    /** Counts entries instead of remembering the last one. */
    private static final class Offsets extends FaultyBackend {

        Offsets(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            byte[] position = request.position();
            int offset = position == null ? 0 : Integer.parseInt(new String(position, StandardCharsets.UTF_8));
            List<StoredEntry> all = super.scan(ScanRequest.of(request.prefix(), 100_000, true, null))
                    .entries();
            List<StoredEntry> part =
                    all.subList(Math.min(offset, all.size()), Math.min(offset + request.limit(), all.size()));
            boolean more = offset + request.limit() < all.size();
            byte[] next = Integer.toString(offset + request.limit()).getBytes(StandardCharsets.UTF_8);
            return ScanResult.of(part, more ? Arrays.copyOf(next, next.length) : null);
        }
    }

    /** Leaves out with the values what else is asked for. */
    private static final class NoValuesNoVersion extends FaultyBackend {

        NoValuesNoVersion(Backend memory, InstantSource clock) {
            super(memory, clock);
        }

        @Override
        public ScanResult scan(ScanRequest request) {
            ScanResult result = super.scan(request);
            if (request.withValues()) {
                return result;
            }
            return ScanResult.of(
                    result.entries().stream()
                            .map(entry -> StoredEntry.withoutValue(entry.key(), StoredEntry.NEVER, entry::version))
                            .toList(),
                    result.next());
        }
    }
}
