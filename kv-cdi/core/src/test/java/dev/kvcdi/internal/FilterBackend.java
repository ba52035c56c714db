package dev.kvcdi.internal;

import dev.kvcdi.Capability;
import dev.kvcdi.Version;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import java.util.Optional;
import java.util.Set;

/** A backend that passes everything on, for tests to override what they want to go differently. */
public class FilterBackend implements Backend {

    private final Backend next;

    public FilterBackend(Backend next) {
        this.next = next;
    }

    @Override
    public Set<Capability> capabilities() {
        return next.capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        return next.get(request);
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        return next.put(request);
    }

    @Override
    public boolean delete(DeleteRequest request) {
        return next.delete(request);
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return next.scan(request);
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        return next.facet(type);
    }
}
