package dev.kvcdi.nats;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import io.nats.client.Connection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** A store in a bucket. */
final class NatsBackend implements Backend, NativeFacet, MetricsFacet {

    private final NatsBucket bucket;
    private final NatsWrites writes;
    private final NatsBatches batches;
    private final NatsAtomics atomics;
    private final NatsListing listing;
    private final NatsWatches watches;
    private final NatsSweeper sweeper;

    NatsBackend(NatsBucket bucket, NatsConfig config) {
        this.bucket = bucket;
        this.writes = new NatsWrites(bucket);
        this.batches = new NatsBatches(bucket, writes);
        this.atomics = new NatsAtomics(bucket, writes);
        this.listing = new NatsListing(bucket);
        this.watches = new NatsWatches(bucket);
        this.sweeper = new NatsSweeper(bucket, listing, config.purgeInterval());
        sweeper.begin();
    }

    @Override
    public Set<Capability> capabilities() {
        return bucket.traits().capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        NatsRecord record = bucket.newest(request.key(), bucket.deadline());
        if (record == null || !record.present(bucket.now())) {
            return Optional.empty();
        }
        writes.saw(record);
        return Optional.of(record.entry(request.key().text(), request.withValue()));
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        Mutation mutation = Mutation.put(request);
        return request.condition().kind() == Condition.Kind.NONE
                ? Optional.of(writes.put(mutation))
                : writes.putIf(mutation, request.condition(), bucket.deadline());
    }

    @Override
    public boolean delete(DeleteRequest request) {
        Condition condition =
                request.condition().kind() == Condition.Kind.NONE ? Condition.present() : request.condition();
        return writes.putIf(Mutation.delete(request), condition, bucket.deadline())
                .isPresent();
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return listing.scan(request);
    }

    @Override
    public <F> Optional<F> facet(Class<F> type) {
        if (type == BatchFacet.class) {
            return Optional.of(type.cast(batches));
        }
        if (type == WatchFacet.class) {
            return Optional.of(type.cast(watches));
        }
        if (type == NativeFacet.class || type == MetricsFacet.class) {
            return Optional.of(type.cast(this));
        }
        if (type == AtomicFacet.class && capabilities().contains(Capability.ATOMIC_BATCHES)) {
            return Optional.of(type.cast(atomics));
        }
        return Optional.empty();
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(Connection.class);
    }

    @Override
    public <N, R> R use(Class<N> type, Function<? super N, R> use) {
        if (type != Connection.class) {
            throw new IllegalArgumentException("NATS has no " + type.getName() + " to lend");
        }
        return use.apply(type.cast(bucket.link().connection()));
    }

    @Override
    public OptionalLong read(Metric metric) {
        return metric == NatsMetrics.RECONNECTS ? OptionalLong.of(bucket.link().reconnects()) : OptionalLong.empty();
    }

    /** Purges one part of what nobody sees any longer. */
    NatsSweeper sweeper() {
        return sweeper;
    }

    void close() {
        sweeper.close();
        watches.close();
    }
}
