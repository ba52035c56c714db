package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Lets writers that wait for the disk at the same time wait for it once: whoever finds nobody writing leads, and writes what has queued
 * up as one. RocksDB does the same inside, with half of the throughput at 32 writers, as it wakes them one by one.
 *
 * <p>Mutations of one group are of different keys, since each writer holds the locks of its own; so they neither depend on each other
 * nor are in an order.
 */
final class GroupCommit {

    /** Mutations in a group at most. Their order of magnitude is that of the server's threads. */
    private static final int MOST = 256;

    /** Bytes after which a group takes no more, so that a large value does not hold many small ones up. */
    private static final long ENOUGH_BYTES = 1 << 20;

    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock leadership = new ReentrantLock();
    private final Write write;

    /**
     * Makes the way to commit.
     *
     * @param write writes mutations as one
     */
    GroupCommit(Write write) {
        this.write = write;
    }

    /** Writes mutations as one. */
    @FunctionalInterface
    interface Write {
        void write(List<Mutation> mutations) throws RocksDBException;
    }

    /**
     * Writes a mutation, alone or with others.
     *
     * @param mutation what to write
     * @param deadline when writing it has to have begun; once it has, its end is waited for, whatever time that takes
     * @throws RocksDBException if writing failed, for this mutation and all that went with it
     * @throws EngineException if it was not written in time
     */
    void commit(Mutation mutation, Deadline deadline) throws RocksDBException {
        if (queue.isEmpty() && leadership.tryLock()) {
            try {
                write.write(List.of(mutation));
            } finally {
                handOver();
            }
            return;
        }
        Waiting waiting = new Waiting(mutation, deadline);
        queue.add(waiting);
        boolean interrupted = false;
        try {
            while (!waiting.isDone()) {
                if (leadership.tryLock()) {
                    lead();
                } else if (waiting.await()) {
                    interrupted |= Thread.interrupted();
                } else {
                    leave(waiting);
                    throw notBegun();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        waiting.throwFailure();
    }

    /** Writes what is in the queue. The next one leads before those who are done are woken, so that the disk is not idle. */
    private void lead() {
        List<Waiting> group = new ArrayList<>();
        List<Mutation> mutations = new ArrayList<>();
        Throwable failure = null;
        try {
            gather(group, mutations);
            if (!mutations.isEmpty()) {
                write.write(mutations);
            }
        } catch (RocksDBException | RuntimeException | Error e) {
            failure = e;
        } finally {
            handOver();
        }
        for (Waiting waiting : group) {
            waiting.done(failure);
        }
    }

    private void gather(List<Waiting> group, List<Mutation> mutations) {
        long bytes = 0;
        while (group.size() < MOST && bytes < ENOUGH_BYTES) {
            Waiting next = queue.poll();
            if (next == null) {
                return;
            }
            if (next.take()) {
                group.add(next);
                mutations.add(next.mutation);
                bytes += next.mutation.bytes();
            }
        }
    }

    /** Takes one who has withdrawn out of the queue, and wakes the next one: whoever leaves may have been woken in its stead. */
    private void leave(Waiting withdrawn) {
        queue.remove(withdrawn);
        wakeNext();
    }

    /** Gives up leading. Who comes after this finds nobody leading; who came before is woken. */
    private void handOver() {
        leadership.unlock();
        wakeNext();
    }

    private void wakeNext() {
        Waiting next = queue.peek();
        if (next != null) {
            LockSupport.unpark(next.thread);
        }
    }

    /** What becomes of a write that found no turn in time. */
    static EngineException notBegun() {
        return new EngineException(
                Kind.TIMEOUT,
                "Other writes keep the disk busy, or it is stuck: the write was not begun in time. Try again; check the disk, or"
                        + " raise kv.timeout.",
                null);
    }

    private enum State {
        QUEUED,
        TAKEN,
        WITHDRAWN,
        DONE
    }

    /** A writer in the queue. */
    private static final class Waiting {

        private final Mutation mutation;
        private final Thread thread = Thread.currentThread();
        private final Deadline deadline;
        private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
        private @Nullable Throwable failure;

        Waiting(Mutation mutation, Deadline deadline) {
            this.mutation = mutation;
            this.deadline = deadline;
        }

        boolean take() {
            return state.compareAndSet(State.QUEUED, State.TAKEN);
        }

        boolean isDone() {
            return state.get() == State.DONE;
        }

        void done(@Nullable Throwable why) {
            failure = why;
            state.set(State.DONE);
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }

        /**
         * Waits to be woken, or to become the leader. What nobody has begun to write in time is not written.
         *
         * @return false if it is withdrawn, as the time is over
         */
        boolean await() {
            long left = deadline.leftNanos();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else if (state.compareAndSet(State.QUEUED, State.WITHDRAWN)) {
                return false;
            } else {
                LockSupport.park(this);
            }
            return true;
        }

        void throwFailure() throws RocksDBException {
            if (failure instanceof RocksDBException e) {
                // A failure of one's own for each writer, as the one of all belongs to the leader.
                RocksDBException own = new RocksDBException(e.getMessage(), e.getStatus());
                own.initCause(e);
                throw own;
            }
            if (failure != null) {
                throw new EngineException(
                        Kind.OUTCOME_UNKNOWN, "The write failed together with another one; read it again", failure);
            }
        }
    }
}
