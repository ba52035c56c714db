package dev.kvcdi.nats;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.WatchFacet;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A running watch: a consumer that is replaced when it breaks, by one that goes on behind the last message that was told. Where messages
 * may be missing for good, because the stream is another one or the watch was cut off for so long that delete markers may be gone, the sink
 * is told so.
 */
final class NatsFeed implements WatchFacet.Registration, PushConsumer.Events {

    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);

    private final NatsBucket bucket;
    private final NatsWatches watches;
    private final String prefix;
    private final String filter;
    private final WatchFacet.Sink sink;
    private final Runnable onReconnect = this::again;

    /** Held while the sink is called, and to change what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Held while a consumer is replaced, which asks the server. */
    private final ReentrantLock replacing = new ReentrantLock();

    /** Consumers that have ended here and may still be at the server. */
    private final Queue<PushConsumer> leftovers = new ArrayDeque<>();

    private @Nullable PushConsumer consumer;
    private @Nullable Future<?> checks;

    /** Whether the stream may be another one, and of which consumer that was found out. */
    private boolean doubtful;

    private @Nullable PushConsumer doubted;
    private boolean stale;
    private boolean closed;
    private long incarnation;
    private long last;
    private long currentNanos;

    NatsFeed(NatsBucket bucket, NatsWatches watches, String prefix, WatchFacet.Sink sink) {
        this.bucket = bucket;
        this.watches = watches;
        this.prefix = prefix;
        this.filter = bucket.subjects().filter(prefix);
        this.sink = sink;
    }

    /**
     * Begins: every message that is stored after this is told.
     *
     * @throws EngineException if the server cannot be asked
     */
    void begin() {
        Deadline deadline = bucket.deadline();
        try {
            StreamInfo info = bucket.info(deadline.left());
            incarnation = BucketTraits.incarnation(info);
            last = info.getStreamState().getLastSequence();
            PushConsumer first = new PushConsumer(bucket, this);
            lock.lock();
            try {
                consumer = first;
                currentNanos = System.nanoTime();
            } finally {
                lock.unlock();
            }
            first.begin(last + 1, filter, deadline.left());
        } catch (JetStreamApiException e) {
            throw bucket.failure(e);
        } catch (IOException e) {
            throw bucket.errors().of(e, deadline);
        } catch (IllegalStateException e) {
            throw bucket.errors().disconnected(e);
        }
        bucket.link().onReconnect(onReconnect);
        Future<?> checking = bucket.context()
                .scheduler()
                .scheduleWithFixedDelay(this::check, CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
        lock.lock();
        try {
            checks = checking;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void message(PushConsumer from, NatsRecord record) {
        lock.lock();
        try {
            if (closed || from != consumer) {
                return;
            }
            currentNanos = System.nanoTime();
            if (record.sequence() <= last) {
                toldBefore();
                return;
            }
            last = record.sequence();
            bucket.subjects()
                    .key(record.subject())
                    .map(key -> key.text())
                    .filter(key -> key.startsWith(prefix))
                    .ifPresent(key -> tell(key, record));
        } finally {
            lock.unlock();
        }
    }

    /**
     * A message came that is not behind the last one: of a replica that is behind, which begins with its own next one, or of a bucket that
     * was made anew since the consumer was asked for, where sequences begin again.
     */
    private void toldBefore() {
        if (!doubtful && doubted != consumer) {
            doubtful = true;
            soon();
        }
    }

    private void tell(String key, NatsRecord record) {
        switch (record.kind()) {
            case VALUE -> sink.put(record.entry(key, true));
            case REMOVED -> sink.removed(key);
            case GONE -> {
                // The key was absent before.
            }
            case NEWER -> {
                watches.foundNewer();
                sink.lost();
            }
        }
    }

    @Override
    public void broken(PushConsumer which) {
        lock.lock();
        try {
            stale |= which == consumer;
        } finally {
            lock.unlock();
        }
        soon();
    }

    /** The connection was made again: what the old consumer sent meanwhile is lost, and it may be gone. */
    private void again() {
        lock.lock();
        try {
            stale = true;
        } finally {
            lock.unlock();
        }
        soon();
    }

    private void soon() {
        try {
            bucket.context().scheduler().execute(this::check);
        } catch (RejectedExecutionException e) {
            bucket.context().logger().log(Level.DEBUG, "The engine closes, and its watches with it", e);
        }
    }

    /** Replaces the consumer if it is of no more use. */
    private void check() {
        if (!replacing.tryLock()) {
            return;
        }
        try {
            goOn();
            deleteLeftovers();
        } finally {
            replacing.unlock();
        }
    }

    private void goOn() {
        try {
            if (bucket.link().isUp()) {
                resolveDoubt();
                if (needsReplacement()) {
                    replace();
                }
            }
        } catch (IOException | JetStreamApiException | RuntimeException | Error e) {
            // An Error where the system has no thread for the client at the moment: nobody else would look after this
            // watch.
            bucket.context().logger().log(Level.DEBUG, "A watch could not go on yet", e);
        }
    }

    private void resolveDoubt() throws IOException, JetStreamApiException {
        PushConsumer about;
        lock.lock();
        try {
            if (!doubtful) {
                return;
            }
            about = consumer;
        } finally {
            lock.unlock();
        }
        StreamInfo info = bucket.info(LONGEST_REQUEST);
        lock.lock();
        try {
            doubtful = false;
            doubted = about;
            stale |= isOther(info);
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a stream is not the one whose messages were told. Under the lock. */
    private boolean isOther(StreamInfo info) {
        return BucketTraits.incarnation(info) != incarnation
                || info.getStreamState().getLastSequence() < last;
    }

    private boolean needsReplacement() {
        lock.lock();
        try {
            PushConsumer current = consumer;
            if (!closed && current != null && current.isAlive() && !stale) {
                currentNanos = System.nanoTime();
            }
            return !closed && (stale || current == null || !current.isAlive());
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock of replacing. */
    private void replace() throws IOException, JetStreamApiException {
        remove(taken(), LONGEST_REQUEST);
        StreamInfo info = bucket.info(LONGEST_REQUEST);
        long after = resume(info);
        if (isClosed()) {
            return;
        }
        // Not before the server has answered: each has a thread, and this is tried again and again.
        PushConsumer next = new PushConsumer(bucket, this);
        lock.lock();
        try {
            consumer = next;
            stale = false;
        } finally {
            lock.unlock();
        }
        boolean begun = false;
        try {
            next.begin(after + 1, filter, LONGEST_REQUEST);
            begun = true;
        } finally {
            if (begun) {
                isCurrent();
            } else {
                // The server may have it, such as where the answer alone is late.
                taken();
                next.stop();
                leftovers.add(next);
            }
        }
    }

    private void isCurrent() {
        lock.lock();
        try {
            currentNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Removes a consumer, at the server later where that does not answer. Under the lock of replacing. */
    private void remove(@Nullable PushConsumer old, Duration time) {
        if (old == null) {
            return;
        }
        old.stop();
        if (!old.delete(time)) {
            leftovers.add(old);
        }
    }

    /** Under the lock of replacing. A server that does not answer about one is not asked about the others. */
    private void deleteLeftovers() {
        while (!leftovers.isEmpty()
                && !isClosed()
                && bucket.link().isUp()
                && leftovers.element().delete(LONGEST_REQUEST)) {
            leftovers.remove();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the sequence to go on behind, and tells the sink if that leaves something out. */
    private long resume(StreamInfo info) {
        lock.lock();
        try {
            long now = info.getStreamState().getLastSequence();
            long cutOff = System.nanoTime() - currentNanos;
            if (isOther(info) || cutOff > bucket.markerRetention().dividedBy(2).toNanos()) {
                incarnation = BucketTraits.incarnation(info);
                last = now;
                if (!closed) {
                    sink.lost();
                }
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        bucket.link().forget(onReconnect);
        lock.lock();
        try {
            closed = true;
            if (checks != null) {
                checks.cancel(false);
            }
        } finally {
            lock.unlock();
        }
        // A replacement that is under way ends first, so that no consumer of it stays.
        replacing.lock();
        try {
            // What cannot be deleted now, the server removes itself.
            remove(taken(), PullConsumer.LONGEST_DELETE);
        } finally {
            replacing.unlock();
        }
        watches.ended(this);
    }

    private @Nullable PushConsumer taken() {
        lock.lock();
        try {
            PushConsumer current = consumer;
            consumer = null;
            return current;
        } finally {
            lock.unlock();
        }
    }
}
