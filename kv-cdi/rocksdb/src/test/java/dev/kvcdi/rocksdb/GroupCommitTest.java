package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;

/** Writers that meet: every one of them is written once, and hears of it. */
class GroupCommitTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore disk = new Semaphore(0);
    private final AtomicInteger writing = new AtomicInteger();
    private final List<List<Mutation>> groups = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        disk.release(1_000_000);
        threads.shutdownNow();
    }

    @Test
    void commit_whileAnotherWrites_goesInOneGroup() throws Exception {
        GroupCommit commit = new GroupCommit(this::write);
        Future<?> first = submit(commit, new Mutation());
        await().until(() -> writing.get() == 1);
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(submit(commit, new Mutation()));
        }
        await().until(() -> disk.hasQueuedThreads());
        // The first one, which waits for the disk, and the others, which wait for it.
        awaitParked(21);
        disk.release(100);
        result(first);
        for (Future<?> other : others) {
            result(other);
        }
        assertThat(groups).extracting(List::size).containsExactly(1, 20);
    }

    @Test
    void commit_groupFails_everyWriterHearsOfIt() throws Exception {
        GroupCommit commit = new GroupCommit(mutations -> {
            write(mutations);
            throw new RocksDBException("disk error");
        });
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            writers.add(submit(commit, new Mutation()));
        }
        awaitParked(5);
        disk.release(10);
        for (Future<?> writer : writers) {
            assertThatThrownBy(() -> result(writer))
                    .cause()
                    .isInstanceOf(RocksDBException.class)
                    .hasMessage("disk error");
        }
    }

    @Test
    void commit_defectInAGroup_isAnUnknownOutcomeForEveryWriter() {
        GroupCommit commit = new GroupCommit(mutations -> {
            write(mutations);
            if (groups.size() > 1) {
                throw new IllegalStateException("a defect");
            }
        });
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(submit(commit, new Mutation()));
        }
        awaitParked(3);
        disk.release(10);
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> writer : writers) {
            Throwable failure = catchThrowable(() -> result(writer));
            if (failure != null) {
                failures.add(failure.getCause());
            }
        }
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN)));
    }

    @Test
    void commit_notBegunInTime_isNeverWritten() throws Exception {
        GroupCommit commit = new GroupCommit(this::write);
        Future<?> first = submit(commit, new Mutation());
        await().until(() -> writing.get() == 1);
        Mutation late = new Mutation();
        Future<?> second = submit(commit, late, Deadline.in(Duration.ofMillis(50)));
        assertThatThrownBy(() -> result(second))
                .cause()
                .hasMessageContaining("the write was not begun in time")
                .hasMessageContaining("Try again; check the disk, or raise kv.timeout")
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
        disk.release(10);
        result(first);
        commit.commit(new Mutation(), later());
        assertThat(groups).allSatisfy(group -> assertThat(group).doesNotContain(late));
    }

    @Test
    void commit_behindOneThatGaveUp_isWokenWhenTheDiskIsFree() throws Exception {
        GroupCommit commit = new GroupCommit(this::write);
        Future<?> first = submit(commit, new Mutation());
        await().until(() -> writing.get() == 1);
        assertThat(catchThrowable(() -> commit.commit(new Mutation(), Deadline.in(Duration.ZERO))))
                .isInstanceOf(EngineException.class);
        Future<?> behind = submit(commit, new Mutation());
        // The first one, which waits for the disk, and the other, which waits for it.
        awaitParked(2);
        disk.release(10);
        result(first);
        result(behind);
    }

    @Test
    void commit_gaveUpWhileTheDiskHangs_isKeptByNobody() throws Exception {
        GroupCommit commit = new GroupCommit(this::write);
        Future<?> first = submit(commit, new Mutation());
        await().until(() -> writing.get() == 1);
        WeakReference<Mutation> late = givenUp(commit);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return late.refersTo(null);
        });
        assertThat(first).isNotDone();
        disk.release(10);
        result(first);
    }

    private static WeakReference<Mutation> givenUp(GroupCommit commit) {
        Mutation late = new Mutation();
        assertThat(catchThrowable(() -> commit.commit(late, Deadline.in(Duration.ZERO))))
                .isInstanceOf(EngineException.class);
        return new WeakReference<>(late);
    }

    @Test
    void commit_interrupted_isWrittenAndKeepsTheFlag() throws Exception {
        GroupCommit commit = new GroupCommit(this::write);
        Future<?> first = submit(commit, new Mutation());
        await().until(() -> writing.get() == 1);
        Future<Boolean> second = threads.submit(() -> {
            Thread.currentThread().interrupt();
            commit.commit(new Mutation(), later());
            return Thread.interrupted();
        });
        awaitParked(2);
        disk.release(10);
        result(first);
        assertThat(result(second)).isTrue();
    }

    @Test
    void commit_manyWriters_eachIsWrittenExactlyOnce() throws Exception {
        disk.release(1_000_000);
        Set<Mutation> written = ConcurrentHashMap.newKeySet();
        AtomicInteger count = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        GroupCommit commit = new GroupCommit(mutations -> {
            assertThat(inside.incrementAndGet()).as("groups at a time").isEqualTo(1);
            written.addAll(mutations);
            count.addAndGet(mutations.size());
            inside.decrementAndGet();
        });
        List<Future<?>> writers = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            writers.add(threads.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    Mutation mutation = new Mutation();
                    commit.commit(mutation, later());
                    assertThat(written.remove(mutation)).isTrue();
                }
                return null;
            }));
        }
        for (Future<?> writer : writers) {
            result(writer);
        }
        assertThat(count).hasValue(16 * 2_000);
    }

    private static Deadline later() {
        return Deadline.in(Duration.ofMinutes(2));
    }

    private Future<?> submit(GroupCommit commit, Mutation mutation) {
        return submit(commit, mutation, later());
    }

    private Future<?> submit(GroupCommit commit, Mutation mutation, Deadline deadline) {
        return threads.submit(() -> {
            commit.commit(mutation, deadline);
            return null;
        });
    }

    /** Returns a result, and waits no longer for it than it could take: a writer that nobody wakes would wait for ever. */
    private static <T> T result(Future<T> future) throws Exception {
        return future.get(1, TimeUnit.MINUTES);
    }

    private void write(List<Mutation> mutations) {
        writing.incrementAndGet();
        disk.acquireUninterruptibly();
        groups.add(List.copyOf(mutations));
    }

    /** Waits until so many writers wait, for the disk or for each other. */
    private static void awaitParked(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> parked() >= count);
    }

    private static long parked() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getState() == Thread.State.WAITING
                        || thread.getKey().getState() == Thread.State.TIMED_WAITING)
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(GroupCommit.class.getName())))
                .count();
    }
}
