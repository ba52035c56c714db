package dev.kvcdi.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A way to an engine in memory which breaks like a connection: what is on it gets lost, or is held up. Drivers with a defect tell when an
 * outage would bring it to light, so that one that is due begins then, whatever else the machine does.
 */
final class MemoryLine implements Outages.Line {

    /** Long enough that outages meet requests on their way. */
    private static final long TRANSIT_NANOS = 50_000;

    /** How long an outage waits for the moment of which a driver told before. */
    private static final long AIM_SECONDS = 5;

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition restored = lock.newCondition();
    private final Condition begun = lock.newCondition();
    private final List<Runnable> listeners = new ArrayList<>();
    private State state = State.WORKING;
    private @Nullable State due;
    private boolean aimed;
    private int cuts;
    private boolean everBroke;

    private enum State {
        WORKING,
        CUT,
        HUNG
    }

    /** What becomes of something that is sent. */
    enum Passage {
        ARRIVED,
        BROKEN,
        LATE
    }

    MemoryLine(String name) {
        this.name = name;
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("kv.remote.line", name);
    }

    @Override
    public void cut() {
        strike(State.CUT);
    }

    @Override
    public void hang() {
        strike(State.HUNG);
    }

    private void strike(State outage) {
        lock.lock();
        try {
            due = outage;
            long left = aimed ? TimeUnit.SECONDS.toNanos(AIM_SECONDS) : 0;
            while (due != null && left > 0) {
                left = begun.awaitNanos(left);
            }
            begin();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            begin();
        } finally {
            lock.unlock();
        }
    }

    /** Tells that an outage which began now would be handled wrongly. */
    void exposed() {
        lock.lock();
        try {
            aimed = true;
            begin();
        } finally {
            lock.unlock();
        }
    }

    /** Begins the outage that is due, if any. */
    private void begin() {
        if (due == null) {
            return;
        }
        state = due;
        due = null;
        everBroke = true;
        if (state == State.CUT) {
            cuts++;
        }
        begun.signalAll();
    }

    @Override
    public void restore() {
        List<Runnable> told;
        lock.lock();
        try {
            state = State.WORKING;
            restored.signalAll();
            told = List.copyOf(listeners);
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
    }

    @Override
    public void close() {
        restore();
    }

    boolean works() {
        lock.lock();
        try {
            return state == State.WORKING;
        } finally {
            lock.unlock();
        }
    }

    boolean everBroke() {
        lock.lock();
        try {
            return everBroke;
        } finally {
            lock.unlock();
        }
    }

    /** Has something done each time when the line works again. */
    void onRestored(Runnable listener) {
        lock.lock();
        try {
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    void forget(Runnable listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    /** Begins a request, which is lost with its answer when the line is cut meanwhile. */
    Trip trip(Duration timeout) {
        return new Trip(timeout);
    }

    /** A request and its answer. */
    final class Trip {

        private final long end;
        private final int cutsBefore;

        private Trip(Duration timeout) {
            end = System.nanoTime() + timeout.toNanos();
            lock.lock();
            try {
                cutsBefore = cuts;
            } finally {
                lock.unlock();
            }
        }

        /** Brings something to the other end, in either direction. */
        Passage pass() {
            LockSupport.parkNanos(TRANSIT_NANOS);
            lock.lock();
            try {
                while (state == State.HUNG) {
                    long left = end - System.nanoTime();
                    if (left <= 0 || !restored.await(left, TimeUnit.NANOSECONDS)) {
                        return Passage.LATE;
                    }
                }
                return state == State.CUT || cuts != cutsBefore ? Passage.BROKEN : Passage.ARRIVED;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Passage.LATE;
            } finally {
                lock.unlock();
            }
        }
    }
}
