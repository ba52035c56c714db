package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.KVClosedException;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVUnsupportedException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Stores whose application stops. */
abstract class CloseContract extends Contract {

    @Test
    @Proves(CLOSED)
    void everyMethod_closedStore_isRefusedAsClosed() {
        Place own = open();
        KVStore closed = own.store();
        closed.set("key", "value");
        List<KVStore> views = List.of(closed, closed.prefixed("k"));
        TypedKVStore<byte[]> bytes = closed.bytes();
        Set<Method> lacking = ApiMethods.ofStore().stream()
                .filter(method -> lacksCapability(closed, method))
                .collect(Collectors.toSet());
        own.stop();
        for (Method method : ApiMethods.ofStore()) {
            Object[] arguments = ApiMethods.argumentsOf(method);
            for (KVStore view : views) {
                if (ApiMethods.WITHOUT_ENGINE.contains(method.getName())) {
                    // What does not ask the engine may answer; it may refuse, too, but only as closed.
                    try {
                        ApiMethods.call(view, method, arguments);
                    } catch (Throwable e) {
                        assertThat(e).as(ApiMethods.titleOf(method)).isInstanceOf(KVClosedException.class);
                    }
                } else {
                    assertThatThrownBy(() -> ApiMethods.call(view, method, arguments), "%s", ApiMethods.titleOf(method))
                            .isInstanceOfAny(
                                    KVClosedException.class,
                                    lacking.contains(method) ? KVUnsupportedException.class : KVClosedException.class);
                }
            }
        }
        assertThatThrownBy(() -> bytes.get("key")).isInstanceOf(KVClosedException.class);
        assertThatThrownBy(() -> bytes.set("key", new byte[0])).isInstanceOf(KVClosedException.class);
    }

    /** Whether the open store refuses it, so that the closed one may refuse it likewise. */
    private static boolean lacksCapability(KVStore open, Method method) {
        try {
            ApiMethods.call(open, method, ApiMethods.argumentsOf(method));
            return false;
        } catch (KVUnsupportedException e) {
            return !method.getName().equals("withNative");
        } catch (Throwable e) {
            throw new AssertionError(ApiMethods.titleOf(method) + " does not work on an open store", e);
        }
    }

    @Test
    @Proves(CLOSED)
    void everyOperation_closedStore_isRefusedAsClosed() {
        Place own = open();
        KVStore closed = own.store();
        List<Operation> operations = Operation.of(closed);
        own.stop();
        for (Operation operation : operations) {
            assertThatThrownBy(() -> operation.call().on(closed, "key"), "%s", operation.title())
                    .isInstanceOf(KVClosedException.class);
        }
    }

    @Test
    @Proves(CLOSED)
    void streams_halfReadWhenTheStoreCloses_endAsClosed() {
        Place own = open();
        KVStore closing = own.store();
        closing.setAll(Texts.numbered("key", 2_500).stream().collect(Collectors.toMap(key -> key, key -> key)));
        Iterator<String> keys = closing.keys("").iterator();
        Iterator<Entry<String>> entries = closing.entries("").iterator();
        keys.next();
        entries.next();
        own.stop();
        // What was read already may still come; the listing must not look complete.
        assertThatThrownBy(() -> keys.forEachRemaining(key -> {})).isInstanceOf(KVClosedException.class);
        assertThatThrownBy(() -> entries.forEachRemaining(entry -> {})).isInstanceOf(KVClosedException.class);
    }

    @Test
    @Needs(Capability.ATOMIC_BATCHES)
    @Proves(CLOSED)
    void atomically_closedAmongTheSteps_isRefusedWithNothingWritten() {
        Place own = open();
        KVStore closing = own.store();
        assertThatThrownBy(() -> closing.atomically(batch -> {
                    batch.set("key", "lost");
                    own.reopen();
                }))
                .isInstanceOf(KVClosedException.class);
        assertThat(own.store().exists("key")).isFalse();
    }

    @Test
    @Proves(CLOSED)
    void close_besideRunningCalls_endsEachByResultOrAsClosed() throws Exception {
        int rounds = Scale.rounds(5);
        for (int round = 0; round < rounds; round++) {
            closeBesideCalls(round);
        }
    }

    @Test
    @Proves(CLOSED)
    void close_whileACallRuns_waitsForIt() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Probe probe = new Probe();
        Place own = open(Map.of(), probe::around);
        KVStore closing = own.store();
        probe.fault(new Probe.Fault() {
            @Override
            public <T> T around(String method, String key, Supplier<T> call) {
                if (key.equals("slow")) {
                    inside.countDown();
                    await(release);
                }
                return call.get();
            }
        });
        closeBeside(
                own,
                closing,
                () -> closing.put("slow", "value", PutOptions.always()).isPresent(),
                inside,
                release);
    }

    @Test
    @Proves({CLOSED, ContractLine.NATIVE})
    void close_whileANativeObjectIsUsed_waitsForIt() throws Exception {
        for (Class<?> type : harness().nativeTypes()) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Place own = open();
            KVStore closing = own.store();
            Callable<Boolean> use = () -> closing.withNative(type, object -> {
                inside.countDown();
                await(release);
                return true;
            });
            closeBeside(own, closing, use, inside, release);
        }
    }

    @Test
    @Proves(CLOSED)
    void reopen_oldAndNewStores_areApart() {
        Place own = open();
        KVStore old = own.store();
        own.reopen();
        own.store().set("key", "value");
        assertThatThrownBy(() -> old.get("key")).isInstanceOf(KVClosedException.class);
        assertThat(own.store().get("key")).contains("value");
    }

    /** Closes while a call is inside, which has to work, and to have ended when the store is closed. */
    private static void closeBeside(
            Place own, KVStore closing, Callable<Boolean> call, CountDownLatch inside, CountDownLatch release)
            throws Exception {
        try (Racers racers = new Racers()) {
            Future<Boolean> calling = racers.start(call);
            await(inside);
            Future<Boolean> ended = racers.start(() -> {
                own.stop();
                return calling.isDone();
            });
            Eventually.holds(
                    "the refusal of further calls",
                    () -> assertThatThrownBy(() -> closing.get("key")).isInstanceOf(KVClosedException.class));
            assertThat(ended.isDone()).as("closed while the call runs").isFalse();
            release.countDown();
            assertThat(Racers.result(calling)).isTrue();
            Racers.result(ended);
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing happened for a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }

    private void closeBesideCalls(int round) throws Exception {
        Place own = open();
        KVStore closing = own.store();
        List<Operation> operations = Operation.of(closing);
        closing.setAll(Texts.numbered("key", 100).stream().collect(Collectors.toMap(key -> key, key -> key)));
        int threads = 4;
        CountDownLatch running = new CountDownLatch(threads);
        List<Future<Told>> callers = new ArrayList<>();
        try (Racers racers = new Racers()) {
            for (int i = 0; i < threads; i++) {
                int racer = i;
                callers.add(racers.start(
                        () -> callUntilClosed(closing, operations, racer, new Random(round * 31L + racer), running)));
            }
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            own.stop();
            Map<String, String> acknowledged = new HashMap<>();
            List<String> written = new ArrayList<>();
            for (Future<Told> caller : callers) {
                Told told = Racers.result(caller);
                acknowledged.putAll(told.acknowledged);
                written.addAll(told.written);
            }
            if (harness().driver().capabilities().contains(Capability.PERSISTENT)) {
                own.resume();
                assertThat(own.store().getAll(written))
                        .as("acknowledged writes, without those that were refused as closed")
                        .isEqualTo(acknowledged);
            }
        }
    }

    /**
     * What a caller's own writes came to.
     *
     * @param written the keys of all, the last of which may have been refused as closed
     * @param acknowledged the acknowledged ones
     */
    private record Told(List<String> written, Map<String, String> acknowledged) {}

    /** Calls whatever there is until it is refused. */
    private static Told callUntilClosed(
            KVStore closing, List<Operation> operations, int racer, Random random, CountDownLatch running) {
        Told told = new Told(new ArrayList<>(), new HashMap<>());
        for (int call = 0; ; call++) {
            if (call == 20) {
                running.countDown();
            }
            try {
                String own = "own/" + racer + "/" + call;
                told.written.add(own);
                closing.set(own, own);
                told.acknowledged.put(own, own);
                operations.get(random.nextInt(operations.size())).call().on(closing, "key" + random.nextInt(100));
            } catch (KVClosedException e) {
                return told;
            }
        }
    }
}
