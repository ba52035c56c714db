package dev.kvcdi.internal.engine;

import dev.kvcdi.Capability;
import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.internal.TimeLeft;
import dev.kvcdi.internal.engine.StoreState.Closed;
import dev.kvcdi.internal.engine.StoreState.Down;
import dev.kvcdi.internal.engine.StoreState.Opening;
import dev.kvcdi.internal.engine.StoreState.Ready;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.BatchFacet;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.GetRequest;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.NativeFacet;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.ScanRequest;
import dev.kvcdi.spi.ScanResult;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WatchFacet;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The backend of one store over all the connections of its engine: lets calls in while one is up, makes them wait for the first, and
 * fails them at once otherwise.
 */
final class GatedStore implements Backend {

    private final StorePlan plan;
    private final Duration timeout;
    private final Counters counters;
    private final Answers answers;
    private final GatedFacets facets;
    private final Watches watches = new Watches(this);

    private volatile StoreState state;

    GatedStore(StorePlan plan, Opening opening, Counters counters, Answers answers) {
        this.plan = plan;
        this.counters = counters;
        this.answers = answers;
        this.timeout = opening.timeout();
        this.facets = new GatedFacets(this);
        this.state = opening;
    }

    StorePlan plan() {
        return plan;
    }

    /** How long a call may take. */
    Duration timeout() {
        return timeout;
    }

    /** Is told what becomes of calls. */
    Answers answers() {
        return answers;
    }

    StoreState state() {
        return state;
    }

    Watches watches() {
        return watches;
    }

    /** Changes the state and lets go those that wait for the first attempt. Only the engine does this, under its lock. */
    void become(StoreState next) {
        StoreState before = state;
        state = next;
        if (before instanceof Opening opening) {
            opening.attempted().countDown();
        }
    }

    /**
     * Enters the gate of the connection that is up.
     *
     * @return the connection, whose gate the same thread has to leave
     */
    Ready enter() {
        if (state instanceof Ready ready && ready.gate().enter()) {
            return ready;
        }
        return enterSlowly();
    }

    private Ready enterSlowly() {
        while (true) {
            StoreState seen = state;
            if (seen instanceof Opening opening) {
                opening.await();
            } else if (seen instanceof Down down) {
                throw down.failure();
            } else if (seen instanceof Closed) {
                throw Closed.failure();
            } else if (seen instanceof Ready ready && ready.gate().enter()) {
                // A gate that refuses was closed after the state had changed, so this loop ends.
                return ready;
            }
        }
    }

    /** Reads a measure of the engine, where a connection is up: measures wait for none. */
    OptionalLong measure(Metric metric) {
        if (state instanceof Ready ready && ready.gate().enter()) {
            try {
                return counters.read(metric, plan.name(), ready.backend());
            } finally {
                ready.gate().exit();
            }
        }
        return OptionalLong.empty();
    }

    /** What the connected engine can do; before it was reached, what the driver may be able to do. */
    @Override
    public Set<Capability> capabilities() {
        return state instanceof Ready ready
                ? ready.capabilities()
                : plan.driver().capabilities();
    }

    @Override
    public Optional<StoredEntry> get(GetRequest request) {
        if (state instanceof Opening opening) {
            return opening.then(() -> get(request));
        }
        Ready ready = enter();
        try {
            Optional<StoredEntry> found = ready.backend().get(request);
            answers.came();
            return found;
        } catch (EngineException e) {
            throw answers.failed(e);
        } finally {
            ready.gate().exit();
        }
    }

    @Override
    public Optional<Version> put(PutRequest request) {
        if (state instanceof Opening opening) {
            return opening.then(() -> put(request));
        }
        Ready ready = enter();
        try {
            checkCondition(ready, request.condition());
            Optional<Version> version = ready.backend().put(request);
            answers.came();
            return version;
        } catch (EngineException e) {
            throw answers.failed(e);
        } finally {
            ready.gate().exit();
        }
    }

    @Override
    public boolean delete(DeleteRequest request) {
        if (state instanceof Opening opening) {
            return opening.then(() -> delete(request));
        }
        Ready ready = enter();
        try {
            checkCondition(ready, request.condition());
            boolean deleted = ready.backend().delete(request);
            answers.came();
            return deleted;
        } catch (EngineException e) {
            throw answers.failed(e);
        } finally {
            ready.gate().exit();
        }
    }

    @Override
    public ScanResult scan(ScanRequest request) {
        return TimeLeft.within(timeout, () -> {
            Ready ready = enter();
            try {
                ScanResult part = ready.backend().scan(request);
                answers.came();
                return part;
            } catch (EngineException e) {
                throw answers.failed(e);
            } finally {
                ready.gate().exit();
            }
        });
    }

    /**
     * Facets outlive connections: each call is let in, and checked against what the connected engine can do, on its own. {@link
     * BatchFacet} depends on the engine rather than on a capability, so it takes a connection to answer for it.
     */
    @Override
    public <F> Optional<F> facet(Class<F> type) {
        if (type == WatchFacet.class) {
            return mayHave(Capability.WATCH).map(type::cast);
        }
        if (type == AtomicFacet.class) {
            return mayHave(Capability.ATOMIC_BATCHES).map(type::cast);
        }
        if (type == NativeFacet.class) {
            return Optional.of(type.cast(facets));
        }
        if (type == BatchFacet.class) {
            return connectedFacet(BatchFacet.class).map(batch -> type.cast(facets));
        }
        return Optional.empty();
    }

    private Optional<GatedFacets> mayHave(Capability capability) {
        return plan.driver().capabilities().contains(capability) ? Optional.of(facets) : Optional.empty();
    }

    private <F> Optional<F> connectedFacet(Class<F> type) {
        Ready ready = enter();
        try {
            return ready.backend().facet(type);
        } finally {
            ready.gate().exit();
        }
    }

    private static void checkCondition(Ready ready, Condition condition) {
        if (condition.kind() != Condition.Kind.NONE) {
            ready.require(Capability.CONDITIONAL_WRITES);
        }
    }
}
