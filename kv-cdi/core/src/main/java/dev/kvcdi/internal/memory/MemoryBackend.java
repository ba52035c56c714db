package dev.kvcdi.internal.memory;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import dev.kvcdi.spi.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The SPI's view of a {@link MemoryTable}, with every facet. */
final class MemoryBackend implements Backend, BatchFacet, AtomicFacet, WatchFacet, NativeFacet {

    private final MemoryTable table;
    private final Set<Capability> capabilities;

    MemoryBackend(MemoryTable table, Set<Capability> capabilities) {
        this.table = table;
        this.capabilities = capabilities;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        return table.get(request.key(), request.withValue());
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        return Optional.ofNullable(table.apply(List.of(request)).version());
    }

    @Override
    public boolean delete(DeleteRequest request) {
        return table.apply(List.of(request)).wasPresent();
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return table.scan(request);
    }

    /** Counts what is kept, expired entries included. */
    int kept() {
        return table.kept();
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        boolean known = type == BatchFacet.class
                || type == AtomicFacet.class
                || type == WatchFacet.class
                || type == NativeFacet.class;
        return known ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<Key> keys) {
        List<Optional<StoredEntry>> found = new ArrayList<>(keys.size());
        for (Key key : keys) {
            found.add(table.get(key, true));
        }
        return found;
    }

    @Override
    public void putAll(List<PutRequest> requests) {
        table.apply(requests);
    }

    @Override
    public void deleteAll(List<Key> keys) {
        for (Key key : keys) {
            table.apply(List.of(DeleteRequest.of(key, Condition.none())));
        }
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        return table.apply(requests).applied();
    }

    @Override
    public Registration watch(String prefix, Sink sink) {
        return table.watch(prefix, sink);
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(NavigableMap.class);
    }

    @Override
    public <N, R> R use(Class<N> type, Function<? super N, R> use) {
        if (type != NavigableMap.class) {
            throw new IllegalArgumentException("Memory has no " + type.getName());
        }
        return use.apply(type.cast(table.snapshot()));
    }
}
