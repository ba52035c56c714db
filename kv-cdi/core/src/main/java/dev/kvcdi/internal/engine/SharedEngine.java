package dev.kvcdi.internal.engine;

import dev.kvcdi.internal.engine.StoreState.Closed;
import dev.kvcdi.internal.engine.StoreState.Down;
import dev.kvcdi.internal.engine.StoreState.Opening;
import dev.kvcdi.internal.engine.StoreState.Ready;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.WatchFacet.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One engine with the stores that share it. A thread of its own connects, opens the stores, connects again after a failure, and
 * closes; it exists only while there is such work, and all calls of the driver's life cycle are on it.
 */
final class SharedEngine {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Short enough that an engine which is back is in use within ten seconds. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final KVDriver driver;
    private final ConnectionConfig config;
    private final Surroundings surroundings;
    private final EngineLog log;
    private final Answers answers;
    private final Counters counters = new Counters();
    private final CountDownLatch closing = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Worker worker;
    private final List<GatedStore> stores = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Link retiring;
    private boolean interruptible;

    SharedEngine(KVDriver driver, ConnectionConfig config, Surroundings surroundings, ThreadFactory threads) {
        this.driver = driver;
        this.config = config;
        this.surroundings = surroundings;
        this.log = new EngineLog(driver.name(), config.application());
        this.answers = new Answers(log);
        this.worker = new Worker("kv-cdi " + driver.name(), surroundings, threads, lock, this::work);
    }

    /**
     * Adds a store, and begins to open it.
     *
     * @param plan the store
     * @return the store's backend
     */
    GatedStore add(StorePlan plan) {
        var opening = new Opening(
                new CountDownLatch(1),
                System.nanoTime() + surroundings.timeout().toNanos(),
                surroundings.timeout());
        var store = new GatedStore(plan, opening, counters, answers);
        lock.lock();
        try {
            if (isClosing()) {
                store.become(new Closed());
            } else {
                stores.add(store);
                worker.ensure();
            }
        } finally {
            lock.unlock();
        }
        return store;
    }

    /** Returns the stores that share the engine. */
    List<GatedStore> stores() {
        lock.lock();
        try {
            return List.copyOf(stores);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further calls and begins to close; {@link #awaitClosed} waits for it. */
    void beginClose() {
        lock.lock();
        try {
            if (isClosing()) {
                return;
            }
            closing.countDown();
            stores.forEach(store -> store.become(new Closed()));
            if (link != null) {
                link.gate().close();
            }
            worker.ensure();
            Thread working = worker.thread();
            if (interruptible && working != null) {
                working.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the engine is closed. When calls or tasks of it do not end in time, it stays open until they do.
     *
     * @param deadline how long to wait, in {@link System#nanoTime} terms
     */
    void awaitClosed(long deadline) {
        boolean interrupted = false;
        for (Thread closer = closer(); closer != null || !isClosed(); closer = closer()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                log.leftOpen(closer);
                break;
            }
            try {
                if (closer == null) {
                    worker.awaitThread(left);
                } else {
                    closer.join(left);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the thread that closes the engine; null where it is closed, or where there is no thread to be had. */
    private @Nullable Thread closer() {
        lock.lock();
        try {
            if (!isClosed()) {
                worker.ensure();
            }
            return worker.thread();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return link == null && retiring == null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void work() {
        Duration pause = FIRST_PAUSE;
        while (!finished()) {
            retire();
            if (isClosing()) {
                closeLink();
            } else if (attempt()) {
                pause = FIRST_PAUSE;
            } else {
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Ends the thread's work when nothing is left to do, so that whoever finds more begins another. */
    private boolean finished() {
        lock.lock();
        try {
            boolean done = retiring == null && (isClosing() ? link == null : link != null && allReady());
            if (done) {
                worker.rests();
            }
            return done;
        } finally {
            lock.unlock();
        }
    }

    private boolean allReady() {
        return stores.stream().allMatch(store -> store.state() instanceof Ready);
    }

    /** Connects where that is needed, and opens the stores that are not open. Returns whether all of it succeeded. */
    private boolean attempt() {
        Link current;
        lock.lock();
        try {
            current = link;
        } finally {
            lock.unlock();
        }
        if (current == null) {
            try {
                current = interruptibly(() -> Link.connect(driver, config, surroundings, this::broken));
            } catch (Throwable e) { // Anything less would leave callers waiting, with nobody to connect.
                failed(EngineFailures.of(e, "the engine cannot be reached"));
                return false;
            }
            if (!adopt(current)) {
                return false;
            }
        }
        boolean all = true;
        for (GatedStore store : notReady()) {
            all = !isClosing() && open(store, current) && all;
        }
        return all;
    }

    /** Takes a new connection into use, unless its driver gave it up already. */
    private boolean adopt(Link connected) {
        EngineException broken;
        lock.lock();
        try {
            broken = connected.broken();
            if (broken == null) {
                link = connected;
            } else {
                retiring = connected;
            }
        } finally {
            lock.unlock();
        }
        if (broken != null) {
            failed(EngineFailures.of(broken, "the engine failed right after connecting"));
            return false;
        }
        if (isClosing()) {
            return false;
        }
        log.recovered();
        return true;
    }

    private boolean open(GatedStore store, Link current) {
        Backend backend;
        try {
            backend = interruptibly(() -> current.engine().open(store.plan().config()));
        } catch (Throwable e) { // As above.
            notOpened(store, EngineFailures.of(e, "the store cannot be opened"));
            return false;
        }
        Ready ready;
        List<Sink> moved;
        try {
            moved = store.watches().moveTo(backend, current.gate());
            ready = new Ready(backend, current.gate(), Set.copyOf(backend.capabilities()));
        } catch (Throwable e) { // As above. A store is opened once a connection, so it takes another one to try again.
            current.reconnect(EngineFailures.of(e, "the engine failed right after opening a store"));
            return false;
        }
        lock.lock();
        try {
            if (isClosing() || link != current) {
                return false;
            }
            store.become(ready);
        } finally {
            lock.unlock();
        }
        current.backends().put(store.plan().name(), backend);
        // Now that the store answers: whoever hears of a loss lists at once.
        moved.forEach(Sink::lost);
        log.storeOpened(store.plan(), ready.capabilities());
        return true;
    }

    private void notOpened(GatedStore store, EngineException failure) {
        lock.lock();
        try {
            if (isClosing()) {
                return;
            }
            store.become(new Down(failure));
        } finally {
            lock.unlock();
        }
        log.storeFailed(store.plan(), failure);
    }

    private List<GatedStore> notReady() {
        lock.lock();
        try {
            return stores.stream()
                    .filter(store -> !(store.state() instanceof Ready))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void failed(EngineException failure) {
        lock.lock();
        try {
            if (isClosing()) {
                return;
            }
            stores.forEach(store -> store.become(new Down(failure)));
        } finally {
            lock.unlock();
        }
        log.failed(failure);
    }

    /** The driver asks to connect again. May be called by any thread, inside the gate or in a task: it only sets the work going. */
    private void broken(Link which, EngineException cause) {
        var failure = EngineFailures.of(cause, "the engine failed");
        lock.lock();
        try {
            if (isClosing() || link != which) {
                return;
            }
            link = null;
            retiring = which;
            stores.forEach(store -> store.become(new Down(failure)));
            which.gate().close();
            worker.ensure();
        } finally {
            lock.unlock();
        }
        log.failed(failure);
    }

    /** Closes the connection that failed, once its calls have ended. */
    private void retire() {
        Link old;
        lock.lock();
        try {
            old = retiring;
        } finally {
            lock.unlock();
        }
        if (old != null) {
            close(old, () -> retiring = null);
        }
    }

    private void closeLink() {
        Link last;
        lock.lock();
        try {
            last = link;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            close(last, () -> link = null);
        }
    }

    private void close(Link old, Runnable forget) {
        Throwable failure = null;
        try {
            old.close(() -> false, () -> carryCounters(old));
        } catch (Throwable e) { // A driver's failure to close must neither stop the others nor end this thread.
            failure = e;
        }
        // Before anything else can fail: no engine is closed twice.
        lock.lock();
        try {
            forget.run();
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            log.closeFailed(failure);
        }
    }

    private void carryCounters(Link old) {
        try {
            counters.carry(driver.metrics(), old.backends());
        } catch (RuntimeException | Error e) {
            // A driver that cannot say what it measures is not measured, and closed all the same.
            log.notCounted(e);
        }
    }

    private <T> T interruptibly(Supplier<T> step) {
        setInterruptible(true);
        try {
            return step.get();
        } finally {
            setInterruptible(false);
        }
    }

    private void setInterruptible(boolean on) {
        lock.lock();
        try {
            interruptible = on;
            // An interrupt that came too late must not hit what follows.
            if (!on) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration length) {
        try {
            boolean closes = closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
            log.triesAgain(closes);
        } catch (InterruptedException e) {
            // Only closing interrupts this thread, and the loop looks for it next.
            log.triesAgain(true);
        }
    }
}
