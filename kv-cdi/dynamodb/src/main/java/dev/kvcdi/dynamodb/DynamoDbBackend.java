package dev.kvcdi.dynamodb;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.MetricsFacet;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A store in a table. */
final class DynamoDbBackend implements Backend, NativeFacet, MetricsFacet {

    private final DynamoDbTable table;
    private final DynamoDbWrites writes;
    private final DynamoDbBatches batches;
    private final DynamoDbAtomics atomics;
    private final DynamoDbListing listing;
    private final DynamoDbWatches watches;
    private final Set<Capability> capabilities;

    DynamoDbBackend(DynamoDbTable table) {
        this.table = table;
        Conditions conditions = new Conditions(table);
        this.writes = new DynamoDbWrites(table, conditions);
        this.batches = new DynamoDbBatches(table);
        this.atomics = new DynamoDbAtomics(table, conditions, writes);
        this.listing = new DynamoDbListing(table);
        this.watches = new DynamoDbWatches(table);
        this.capabilities = capabilities(DynamoDbWatches.possible(table.description()));
    }

    private static Set<Capability> capabilities(boolean watched) {
        EnumSet<Capability> capabilities =
                EnumSet.of(Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES, Capability.PERSISTENT);
        if (watched) {
            capabilities.add(Capability.WATCH);
        }
        return capabilities;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(capabilities);
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        Key key = request.key();
        DynamoDbItem item = table.item(key, request.withValue());
        if (item == null || !item.present(table.now())) {
            return Optional.empty();
        }
        return Optional.of(
                request.withValue() ? item.entry() : item.entryWithoutValue(() -> table.foreignVersion(key)));
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        Condition condition = request.condition();
        // Absence, presence and the value of another client may come again after the write, which then must not be
        // repeated.
        return condition.kind() == Condition.Kind.NONE || Conditions.neverHoldsAgain(condition)
                ? writes.put(request)
                : atomics.put(request);
    }

    @Override
    public boolean delete(DeleteRequest request) {
        // Only a transaction tells after a lost answer whether it was this deletion that the version met.
        return request.condition().kind() == Condition.Kind.NONE
                ? writes.delete(request.key())
                : atomics.apply(List.of(request));
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
        if (type == AtomicFacet.class) {
            return Optional.of(type.cast(atomics));
        }
        if (type == NativeFacet.class || type == MetricsFacet.class) {
            return Optional.of(type.cast(this));
        }
        if (type == WatchFacet.class && capabilities.contains(Capability.WATCH)) {
            return Optional.of(type.cast(watches));
        }
        return Optional.empty();
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(DynamoDbClient.class);
    }

    @Override
    public <N, R> R use(Class<N> type, Function<? super N, R> use) {
        if (type != DynamoDbClient.class) {
            throw new IllegalArgumentException("DynamoDB has no " + type.getName() + " to lend");
        }
        return use.apply(type.cast(table.link().client()));
    }

    @Override
    public OptionalLong read(Metric metric) {
        return metric == DynamoDbMetrics.THROTTLES
                ? OptionalLong.of(table.link().throttles())
                : OptionalLong.empty();
    }

    void close() {
        watches.close();
    }
}
