package dev.kvcdi.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsCluster;
import dev.kvcdi.nats.server.PlainClient;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Listings of a bucket with replicas, where the one that is read still has what others have replaced or deleted. */
class StaleReplicaTest {

    @Test
    void listings_replicaThatIsBehind_tellWhatTheLeaderHas() throws Exception {
        try (NatsCluster cluster = NatsCluster.start(NatsBinary.CURRENT);
                Application application = Application.on(cluster.urls(), "kv.nats.replicas", "3")) {
            KVStore store = application.store;
            keepWhatIsReplaced(cluster, application.stream());
            store.set("rewritten", "before");
            store.set("deleted", "before");
            store.set("untouched", "as it was");
            store.set("rewritten", "after");
            store.delete("deleted");
            Map<String, String> current = Map.of("rewritten", "after", "untouched", "as it was");
            assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(current.keySet());
            assertThat(store.entries("").collect(Collectors.toMap(Entry::key, Entry::value)))
                    .isEqualTo(current);
            assertThat(store.page("", 10, null).entries())
                    .extracting(Entry::key)
                    .containsExactlyInAnyOrderElementsOf(current.keySet());
        }
    }

    /**
     * Has all replicas keep older messages, behind the back of the driver, which knows the bucket as one that does not. For who lists, it
     * is the same as a replica on which they are not gone yet, and does not depend on when.
     */
    private static void keepWhatIsReplaced(NatsCluster cluster, String stream) throws Exception {
        try (PlainClient connection = cluster.servers().get(0).connect()) {
            JetStreamManagement management = connection.jetStreamManagement();
            StreamConfiguration made = management.getStreamInfo(stream).getConfiguration();
            assertThat(made.getReplicas()).isEqualTo(3);
            assertThat(made.getMaxMsgsPerSubject()).isEqualTo(1);
            management.updateStream(
                    StreamConfiguration.builder(made).maxMessagesPerSubject(5).build());
        }
    }
}
