package dev.kvcdi.internal.view;

import dev.kvcdi.internal.StoreContext;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the views of one store share. That two views have the same parts is what makes them views of the same store. */
final class StoreParts {

    private final StoreContext context;
    private final Backend backend;
    private final Failures failures;
    private final Watches watches = new Watches();
    private volatile @Nullable JsonBinding json;
    private boolean closed;

    StoreParts(StoreContext context, Backend backend) {
        this.context = context;
        this.backend = backend;
        this.failures = new Failures(context);
    }

    StoreContext context() {
        return context;
    }

    Backend backend() {
        return backend;
    }

    Failures failures() {
        return failures;
    }

    BatchFacet batches() {
        return backend.facet(BatchFacet.class)
                .orElseThrow(() -> new IllegalStateException("The layers give every backend a batch facet"));
    }

    /** Reads entries, in the order of their keys. */
    List<Optional<StoredEntry>> getAll(String operation, List<Key> keys) {
        List<Optional<StoredEntry>> found;
        try {
            found = batches().getAll(keys);
        } catch (RuntimeException e) {
            throw failures.ofRead(operation, null, e);
        }
        if (found.size() != keys.size()) {
            throw failures.defect(operation, "it answers for more or fewer keys than were asked for");
        }
        return found;
    }

    /** Made when it is first asked for, since already its loading loads classes of JSON-B. */
    JsonBinding json() {
        JsonBinding made = json;
        return made != null ? made : makeJson();
    }

    private synchronized JsonBinding makeJson() {
        JsonBinding made = json;
        if (made == null) {
            made = new JsonBinding(context, closed);
            json = made;
        }
        return made;
    }

    Watches watches() {
        return watches;
    }

    /** When an entry written now expires, rounded up to milliseconds so that it lives no shorter than it should. */
    long expiryMillis(@Nullable Duration ttl) {
        if (ttl == null) {
            return StoredEntry.NEVER;
        }
        Instant expiry = context.clock().instant().plus(ttl);
        long millis = expiry.toEpochMilli();
        return Instant.ofEpochMilli(millis).equals(expiry) ? millis : millis + 1;
    }

    /** What an engine would say, for what is over before the engine is asked. */
    static EngineException closedFailure() {
        return new EngineException(
                EngineException.Kind.CLOSED, "the store is closed, because the application stops.", null);
    }

    void close() {
        JsonBinding made;
        synchronized (this) {
            closed = true;
            made = json;
        }
        if (made != null) {
            made.close();
        }
    }
}
