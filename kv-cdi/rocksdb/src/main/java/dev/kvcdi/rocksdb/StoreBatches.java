package dev.kvcdi.rocksdb;

import dev.kvcdi.Condition;
import dev.kvcdi.KVBatchException.Fate;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PartialBatchException;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The batches of a store. Writes go in pieces, each of them all or nothing, so that no batch is too large for memory or holds locks for long. */
final class StoreBatches implements BatchFacet {

    private static final int PIECE_KEYS = 1_000;
    private static final long PIECE_BYTES = 4 << 20;

    private final Database database;
    private final Family family;
    private final StoreWrites writes;

    StoreBatches(Database database, Family family, StoreWrites writes) {
        this.database = database;
        this.family = family;
        this.writes = writes;
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        try {
            List<byte[]> records = database.db()
                    .multiGetAsList(
                            Collections.nCopies(keys.size(), family.handle()),
                            keys.stream().map(Key::utf8).toList());
            long now = database.nowMillis();
            List<Optional<StoredEntry>> entries = new ArrayList<>(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                entries.add(entry(keys.get(i), records.get(i), now));
            }
            return entries;
        } catch (RocksDBException e) {
            throw database.errors().read(e);
        }
    }

    private static Optional<StoredEntry> entry(Key key, byte @Nullable [] record, long now) {
        if (record == null) {
            return Optional.empty();
        }
        Header header = Header.of(record);
        return header.expired(now) ? Optional.empty() : Optional.of(header.entryOf(key.text(), record));
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        applyInPieces(requests);
    }

    @Override
    public void deleteAll(List<Key> keys) {
        applyInPieces(keys.stream()
                .map(key -> DeleteRequest.of(key, Condition.none()))
                .toList());
    }

    private void applyInPieces(List<? extends WriteRequest> requests) {
        Deadline deadline = database.deadline();
        for (int begin = 0; begin < requests.size(); ) {
            int end = endOfPiece(requests, begin);
            try {
                checkTime(deadline);
                writes.applyAll(requests.subList(begin, end), deadline);
            } catch (EngineException e) {
                throw partial(requests, begin, end, e);
            }
            begin = end;
        }
    }

    private static void checkTime(Deadline deadline) {
        if (deadline.passed()) {
            throw new EngineException(
                    Kind.TIMEOUT,
                    "The disk is too slow for so many writes in one call: make the batches smaller",
                    null);
        }
    }

    private static int endOfPiece(List<? extends WriteRequest> requests, int begin) {
        long bytes = 0;
        int end = begin;
        while (end < requests.size() && end - begin < PIECE_KEYS && (end == begin || bytes < PIECE_BYTES)) {
            bytes += requests.get(end) instanceof PutRequest put ? put.value().length : 0;
            end++;
        }
        return end;
    }

    private static PartialBatchException partial(
            List<? extends WriteRequest> requests, int begin, int end, EngineException cause) {
        Map<Key, Fate> fates = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            Fate failed = cause.kind() == Kind.OUTCOME_UNKNOWN ? Fate.UNKNOWN : Fate.NOT_APPLIED;
            Fate fate = i < begin ? Fate.APPLIED : i < end ? failed : Fate.NOT_APPLIED;
            fates.put(requests.get(i).key(), fate);
        }
        return new PartialBatchException(cause.kind(), String.valueOf(cause.getMessage()), fates, cause);
    }
}
