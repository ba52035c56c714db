package dev.kvcdi.testkit;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WriteRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The in-memory backend, for subclasses to break. */
class FaultyBackend implements Backend, BatchFacet, AtomicFacet, WatchFacet {

    final Backend memory;
    final InstantSource clock;

    FaultyBackend(Backend memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public Set<Capability> capabilities() {
        return memory.capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        return memory.get(request);
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        return memory.put(request);
    }

    @Override
    public boolean delete(DeleteRequest request) {
        return memory.delete(request);
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return memory.scan(request);
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        return facetOf(BatchFacet.class).getAll(keys);
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        facetOf(BatchFacet.class).putAll(requests);
    }

    @Override
    public void deleteAll(List<Key> keys) {
        facetOf(BatchFacet.class).deleteAll(keys);
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        return facetOf(AtomicFacet.class).apply(requests);
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        return facetOf(WatchFacet.class).watch(prefix, sink);
    }

    /** Gives others the time to come between. */
    static void dawdle() {
        LockSupport.parkNanos(50_000);
    }

    final long now() {
        return clock.millis();
    }

    final Optional<StoredEntry> read(Key key) {
        return memory.get(GetRequest.of(key));
    }

    /** The entry with another key, value, expiry or version. */
    static StoredEntry entry(StoredEntry of, @Nullable String key, byte @Nullable [] value, @Nullable Version version) {
        return StoredEntry.of(
                key == null ? of.key() : key,
                value == null ? of.value() : value,
                of.expiryMillis(),
                version == null ? of::version : () -> version);
    }

    private <F> F facetOf(Class<F> type) {
        return memory.facet(type).orElseThrow();
    }
}
