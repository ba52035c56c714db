package dev.kvcdi.rocksdb;

import dev.kvcdi.Condition;
import dev.kvcdi.Version;
import dev.kvcdi.spi.AtomicFacet;
import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DeleteRequest;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.PutRequest;
import dev.kvcdi.spi.StoredEntry;
import dev.kvcdi.spi.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writes of a store: under the locks of their keys they decide, commit and tell the changes, in one step. */
final class StoreWrites implements AtomicFacet {

    private static final byte[] NOTHING = new byte[0];

    private final Database database;
    private final Family family;

    StoreWrites(Database database, Family family) {
        this.database = database;
        this.family = family;
    }

    Optional<Version> put(PutRequest request) {
        Deadline deadline = database.deadline();
        StripedLocks.Held held = database.locks().lock(family.id(), request.key(), deadline);
        try {
            Step step = plan(request);
            if (step == null || step.next() == null) {
                return Optional.empty();
            }
            commit(List.of(step), deadline);
            return Optional.of(step.next().version());
        } finally {
            held.release();
        }
    }

    boolean delete(DeleteRequest request) {
        Deadline deadline = database.deadline();
        StripedLocks.Held held = database.locks().lock(family.id(), request.key(), deadline);
        try {
            Step step = plan(request);
            if (step == null || !step.present()) {
                return false;
            }
            commit(List.of(step), deadline);
            return true;
        } finally {
            held.release();
        }
    }

    @Override
    public boolean apply(List<WriteRequest> requests) {
        Deadline deadline = database.deadline();
        StripedLocks.Held held = lockAll(requests, deadline);
        try {
            List<Step> steps = new ArrayList<>(requests.size());
            for (WriteRequest request : requests) {
                Step step = plan(request);
                if (step == null) {
                    return false;
                }
                steps.add(step);
            }
            commit(steps, deadline);
            return true;
        } finally {
            held.release();
        }
    }

    /** Applies writes without conditions in one step. */
    void applyAll(List<? extends WriteRequest> requests, Deadline deadline) {
        StripedLocks.Held held = lockAll(requests, deadline);
        try {
            commit(requests.stream().map(this::planned).toList(), deadline);
        } finally {
            held.release();
        }
    }

    private StripedLocks.Held lockAll(List<? extends WriteRequest> requests, Deadline deadline) {
        return database.locks()
                .lockAll(family.id(), requests.stream().map(WriteRequest::key).toList(), deadline);
    }

    /**
     * A write that has been decided.
     *
     * @param request what was asked for
     * @param current the header of the record that is replaced or removed, where it matters
     * @param next the header of the new record, null for a removal
     * @param present whether a removal finds the key present
     */
    private record Step(
            WriteRequest request,
            @Nullable Header current,
            @Nullable Header next,
            boolean present) {}

    private Step planned(WriteRequest request) {
        Step step = plan(request);
        if (step == null) {
            throw new IllegalArgumentException("A write of a batch has no condition");
        }
        return step;
    }

    /** Decides a write, under the lock of its key; null when its condition does not hold. */
    private @Nullable Step plan(WriteRequest request) {
        if (request instanceof PutRequest put) {
            return planPut(put);
        }
        Header current = database.header(family, request.key().utf8());
        Header visible = visible(current);
        return holds(request.condition(), visible) ? new Step(request, current, null, visible != null) : null;
    }

    private @Nullable Step planPut(PutRequest put) {
        boolean expires = put.expiryMillis() != StoredEntry.NEVER;
        if (expires) {
            family.setExpiring();
        }
        // A plain write where nothing expires need not know what it replaces: that saves a read.
        boolean needed = family.expiring() || put.condition().kind() != Condition.Kind.NONE;
        Header current = needed ? database.header(family, put.key().utf8()) : null;
        return holds(put.condition(), visible(current))
                ? new Step(put, current, database.versions().next(put.expiryMillis()), false)
                : null;
    }

    private @Nullable Header visible(@Nullable Header header) {
        return header == null || header.expired(database.nowMillis()) ? null : header;
    }

    private static boolean holds(Condition condition, @Nullable Header visible) {
        return switch (condition.kind()) {
            case NONE -> true;
            case ABSENT -> visible == null;
            case PRESENT -> visible != null;
            case VERSION -> visible != null && condition.holds(visible.version());
        };
    }

    private void commit(List<Step> steps, Deadline deadline) {
        Mutation mutation = new Mutation();
        steps.forEach(step -> add(step, mutation));
        if (mutation.isEmpty()) {
            return;
        }
        try {
            database.committer().commit(mutation, deadline);
        } catch (EngineException e) {
            if (e.kind() == Kind.OUTCOME_UNKNOWN) {
                steps.forEach(this::tellUnknown);
            }
            throw e;
        }
        steps.forEach(this::tell);
    }

    private void add(Step step, Mutation mutation) {
        byte[] key = step.request().key().utf8();
        Header current = step.current();
        if (current != null && current.expiryMillis() != StoredEntry.NEVER) {
            mutation.delete(database.index(), ExpiryIndex.entry(family.id(), current.expiryMillis(), key));
        }
        Header next = step.next();
        if (next != null && step.request() instanceof PutRequest put) {
            mutation.put(family.handle(), key, next.record(put.value()));
            if (next.expiryMillis() != StoredEntry.NEVER) {
                mutation.put(database.index(), ExpiryIndex.entry(family.id(), next.expiryMillis(), key), NOTHING);
            }
        } else if (current != null) {
            mutation.delete(family.handle(), key);
        }
    }

    private void tellUnknown(Step step) {
        tellExpiry(step.next());
        family.changes().unknown(step.request().key());
    }

    private void tellExpiry(@Nullable Header next) {
        if (next != null && next.expiryMillis() != StoredEntry.NEVER) {
            family.wroteExpiring(next.expiryMillis());
        }
    }

    private void tell(Step step) {
        Key key = step.request().key();
        Header next = step.next();
        tellExpiry(next);
        if (next != null && step.request() instanceof PutRequest put) {
            family.changes().put(key, next, put.value());
        } else if (step.present()) {
            family.changes().removed(key);
        }
    }
}
