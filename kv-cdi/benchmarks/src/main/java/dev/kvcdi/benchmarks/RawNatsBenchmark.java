package dev.kvcdi.benchmarks;

import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValue;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The NATS client called directly, with its default options, as a careful application would: its key-value bucket, of which the leader
 * answers reads, and conditions where the operation of the store has one. It has no versions that outlive the bucket, no expiry, and does
 * not find out what became of a lost answer.
 */
@State(Scope.Benchmark)
public class RawNatsBenchmark {

    private static final String BUCKET = "raw";
    private static final String STREAM = "KV_" + BUCKET;
    private static final int OTHER_REVISION = 10_071;

    private final Workload workload = new Workload(NatsBenchmark.KEYS);

    @SuppressWarnings("NullAway.Init") // by JMH, before any benchmark
    private NatsServer server;

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @SuppressWarnings("NullAway.Init")
    private JetStream jetStream;

    @SuppressWarnings("NullAway.Init")
    private KeyValue bucket;

    /** Called by JMH. */
    public RawNatsBenchmark() {}

    /**
     * Starts the server, and fills a bucket.
     *
     * @throws Exception if that fails
     */
    @Setup
    public void open() throws Exception {
        server = NatsServer.start(NatsBinary.CURRENT);
        server.awaitJetStream();
        try (PlainClient first = server.connect()) {
            first.keyValueManagement()
                    .create(KeyValueConfiguration.builder(BUCKET).build());
            // The client makes buckets whose followers answer reads, and remembers how the bucket was.
            JetStreamManagement streams = first.jetStreamManagement();
            streams.updateStream(
                    StreamConfiguration.builder(streams.getStreamInfo(STREAM).getConfiguration())
                            .allowDirect(false)
                            .build());
        }
        connection = Nats.connect(server.url());
        jetStream = connection.jetStream();
        bucket = connection.keyValue(BUCKET);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < NatsBenchmark.KEYS; i++) {
            bucket.put(workload.key(i), workload.randomValue(random));
        }
    }

    /**
     * Closes the connection, and ends the server.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    @TearDown
    public void close() throws InterruptedException {
        connection.close();
        server.close();
    }

    /**
     * Reads one of all keys.
     *
     * @param thread the thread's random numbers
     * @return the value
     * @throws Exception if that fails
     */
    @Benchmark
    public @Nullable String getHit(ThreadRandom thread) throws Exception {
        return get(workload.randomKey(thread.random));
    }

    /**
     * Reads a key that is absent.
     *
     * @param thread the thread's random numbers
     * @return null
     * @throws Exception if that fails
     */
    @Benchmark
    public @Nullable String getMiss(ThreadRandom thread) throws Exception {
        return get(workload.missingKey(thread.random));
    }

    private @Nullable String get(String key) throws IOException, JetStreamApiException {
        KeyValueEntry entry = bucket.get(key);
        return entry == null ? null : entry.getValueAsString();
    }

    /**
     * Overwrites one of all keys.
     *
     * @param thread the thread's random numbers
     * @return the revision
     * @throws Exception if that fails
     */
    @Benchmark
    public long set(ThreadRandom thread) throws Exception {
        return bucket.put(workload.randomKey(thread.random), workload.randomValue(thread.random));
    }

    /**
     * Writes a key that was never there.
     *
     * @param thread the thread's random numbers
     * @return the revision
     * @throws Exception if that fails
     */
    @Benchmark
    public long putIfAbsent(ThreadRandom thread) throws Exception {
        return bucket.create(
                NatsBenchmark.newKey(thread.random),
                workload.randomValue(thread.random).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads one of all keys, and overwrites it unless somebody else did.
     *
     * @param thread the thread's random numbers
     * @return the new revision, 0 where somebody else was faster
     * @throws Exception if that fails
     */
    @Benchmark
    public long replace(ThreadRandom thread) throws Exception {
        String key = workload.randomKey(thread.random);
        KeyValueEntry entry = bucket.get(key);
        try {
            return bucket.update(key, workload.randomValue(thread.random), entry.getRevision());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == OTHER_REVISION) {
                return 0;
            }
            throw e;
        }
    }

    /**
     * Writes a key and deletes it again: without a marker where it is absent, and not over what somebody else wrote, as the store does.
     *
     * @param thread the thread's random numbers
     * @throws Exception if that fails
     */
    @Benchmark
    public void setAndDelete(ThreadRandom thread) throws Exception {
        String key = NatsBenchmark.newKey(thread.random);
        bucket.put(key, workload.randomValue(thread.random));
        KeyValueEntry entry = bucket.get(key);
        if (entry != null) {
            bucket.delete(key, entry.getRevision());
        }
    }

    /**
     * Reads 100 keys, all requests under way at once.
     *
     * @param thread the thread's random numbers
     * @return the values
     * @throws Exception if that fails
     */
    @Benchmark
    public List<@Nullable String> getAll100(ThreadRandom thread) throws Exception {
        List<CompletableFuture<Message>> asked = new ArrayList<>(100);
        for (String key : NatsBenchmark.keys(workload, 100, thread.random)) {
            String question = "{\"last_by_subj\":\"" + subject(key) + "\"}";
            asked.add(connection.request(
                    "$JS.API.STREAM.MSG.GET." + STREAM, question.getBytes(StandardCharsets.US_ASCII)));
        }
        List<@Nullable String> values = new ArrayList<>(100);
        for (CompletableFuture<Message> each : asked) {
            byte[] data = new MessageInfo(each.get(), STREAM, false).getData();
            values.add(data == null ? null : new String(data, StandardCharsets.UTF_8));
        }
        return values;
    }

    /**
     * Overwrites 100 keys, all requests under way at once.
     *
     * @param thread the thread's random numbers
     * @return the revision of the last one
     * @throws ExecutionException if that fails
     * @throws InterruptedException if the thread is interrupted
     */
    @Benchmark
    public long setAll100(ThreadRandom thread) throws ExecutionException, InterruptedException {
        List<CompletableFuture<PublishAck>> asked = new ArrayList<>(100);
        for (Map.Entry<String, String> entry :
                NatsBenchmark.entries(workload, 100, thread.random).entrySet()) {
            asked.add(jetStream.publishAsync(
                    subject(entry.getKey()), entry.getValue().getBytes(StandardCharsets.UTF_8)));
        }
        long last = 0;
        for (CompletableFuture<PublishAck> each : asked) {
            last = each.get().getSeqno();
        }
        return last;
    }

    private static String subject(String key) {
        return "$KV." + BUCKET + "." + key;
    }
}
