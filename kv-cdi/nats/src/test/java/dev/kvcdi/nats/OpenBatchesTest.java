package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kvcdi.KVThrottledException;
import dev.kvcdi.PutOptions;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Atomic batches at a server that keeps only one open, while somebody left one open. */
class OpenBatchesTest {

    @TempDir
    private Path folder;

    @Test
    void atomically_placeOfBatchesTaken_isThrottledAndWritesNothing() throws Exception {
        try (NatsServer server = startKeepingBatchesFor("1h");
                Application application = Application.on(server.url(), "kv.timeout", "4s");
                PlainClient other = server.connect()) {
            leaveOpen(other, application.bucket);

            assertThatExceptionOfType(KVThrottledException.class)
                    .isThrownBy(() -> write(application))
                    .withMessageContaining("Nothing was written")
                    .withMessageContaining("jetstream.limits.batch");
            assertThat(application.store.keys("")).isEmpty();
            // Of one message, it is refused with another answer.
            assertThatExceptionOfType(KVThrottledException.class)
                    .isThrownBy(() -> application.store.atomically(batch -> batch.put("a", "1", PutOptions.ifAbsent())))
                    .withMessageContaining("Nothing was written");
            assertThat(application.store.keys("")).isEmpty();
        }
    }

    @Test
    void atomically_placeOfBatchesTakenForAWhile_isWritten() throws Exception {
        try (NatsServer server = startKeepingBatchesFor("2s");
                Application application = Application.on(server.url(), "kv.timeout", "1m");
                PlainClient other = server.connect()) {
            leaveOpen(other, application.bucket);

            assertThat(write(application)).isTrue();
            assertThat(application.store.keys("")).containsExactlyInAnyOrder("a", "b");
        }
    }

    private static boolean write(Application application) {
        return application.store.atomically(
                batch -> batch.put("a", "1", PutOptions.ifAbsent()).set("b", "2"));
    }

    /** The later one of two settings of JetStream counts. */
    private NatsServer startKeepingBatchesFor(String time) {
        NatsServer server = NatsServer.start(
                NatsBinary.CURRENT,
                "jetstream { store_dir: \"" + folder + "\", max_mem: 1GB, max_file: 4GB,"
                        + " limits { batch { max_inflight_per_stream: 1, timeout: \"" + time + "\" } } }\n");
        server.awaitJetStream();
        return server;
    }

    /** Sends the first message of a batch, and waits until the server has it. */
    private static void leaveOpen(PlainClient other, String bucket) throws Exception {
        Headers headers = new Headers().put("Nats-Batch-Id", "left").put("Nats-Batch-Sequence", "1");
        other.connection().publish("$KV." + bucket + ".left", headers, new byte[0]);
        other.connection().flush(Duration.ofSeconds(30));
    }
}
