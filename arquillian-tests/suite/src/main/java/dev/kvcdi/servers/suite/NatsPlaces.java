package dev.kvcdi.servers.suite;

import dev.kvcdi.testkit.Outages;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The NATS driver that the application brings. Each place has buckets of its own. */
final class NatsPlaces extends InstalledDriver {

    private static final List<String> BUCKETS = List.of("kv.nats.bucket", "kv.store.second.nats.bucket");
    private static final int STREAM_NOT_FOUND = 10_059;

    private final String servers;
    private final int replicas;

    NatsPlaces(String servers, int replicas) {
        super("nats", Connection.class);
        this.servers = servers;
        this.replicas = replicas;
    }

    @Override
    public Map<String, String> properties() {
        String id = UUID.randomUUID().toString();
        return Map.of(
                "kv.nats.servers",
                servers,
                "kv.nats.replicas",
                Integer.toString(replicas),
                "kv.timeout",
                "30s",
                BUCKETS.get(0),
                "first-" + id,
                BUCKETS.get(1),
                "second-" + id);
    }

    @Override
    public Outages outages() {
        return Outages.overTcp("kv.nats.servers", servers);
    }

    @Override
    public void dispose(Map<String, String> properties) throws Exception {
        Options options = Options.builder().servers(servers.split(",", -1)).build();
        Connection connection = Nats.connect(options);
        try {
            for (String bucket : BUCKETS) {
                delete(connection.jetStreamManagement(), "KV_" + properties.get(bucket));
            }
        } finally {
            connection.close();
        }
    }

    private static void delete(JetStreamManagement streams, String stream) throws Exception {
        try {
            streams.deleteStream(stream);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
                throw e;
            }
        }
    }
}
