package dev.kvcdi.rocksdb;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.MetricsFacet;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A store: a column family, with its reads, and the way to its writes, listings and facets. */
final class RocksDbBackend implements Backend {

    private final Database database;
    private final Family family;
    private final StoreWrites writes;
    private final StoreBatches batches;
    private final StoreScan scan;
    private final NativeObjects natives;
    private final Measures measures;

    RocksDbBackend(Database database, Family family) {
        this.database = database;
        this.family = family;
        this.writes = new StoreWrites(database, family);
        this.batches = new StoreBatches(database, family, writes);
        this.scan = new StoreScan(database, family);
        this.natives = new NativeObjects(database, family);
        this.measures = new Measures(database, family);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        byte[] buffer = database.buffers().take();
        try {
            return get(request, buffer);
        } catch (RocksDBException e) {
            throw database.errors().read(e);
        } finally {
            database.buffers().give(buffer);
        }
    }

    private Optional<StoredEntry> get(GetRequest request, byte[] buffer) throws RocksDBException {
        byte[] key = request.key().utf8();
        byte[] record = buffer;
        int length = database.db().get(family.handle(), database.readOptions(), key, buffer);
        if (length > buffer.length && request.withValue()) {
            // By now another record may stand there, or none.
            record = database.db().get(family.handle(), database.readOptions(), key);
            length = record == null ? RocksDB.NOT_FOUND : record.length;
        }
        if (record == null || length == RocksDB.NOT_FOUND) {
            return Optional.empty();
        }
        Header header = Header.of(record, Math.min(length, record.length));
        if (header.expiryMillis() != StoredEntry.NEVER && header.expired(database.nowMillis())) {
            return Optional.empty();
        }
        String text = request.key().text();
        return Optional.of(request.withValue() ? header.entryOf(text, record, length) : header.entryWithoutValue(text));
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        return writes.put(request);
    }

    @Override
    public boolean delete(DeleteRequest request) {
        return writes.delete(request);
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return scan.scan(request);
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        Object facet = null;
        if (type == BatchFacet.class) {
            facet = batches;
        } else if (type == AtomicFacet.class) {
            facet = writes;
        } else if (type == WatchFacet.class) {
            facet = family.changes();
        } else if (type == NativeFacet.class) {
            facet = natives;
        } else if (type == MetricsFacet.class) {
            facet = measures;
        }
        return Optional.ofNullable(facet).map(type::cast);
    }
}
