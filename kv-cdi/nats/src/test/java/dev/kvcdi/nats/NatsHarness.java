package dev.kvcdi.nats;

import dev.kvcdi.nats.server.PlainClient;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.testkit.DriverHarness;
import dev.kvcdi.testkit.Outages;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.NUID;
import java.util.Map;
import java.util.Set;

/** Tells the contract suite how to use a NATS system: each place has buckets of its own. */
final class NatsHarness extends DriverHarness {

    private static final String BUCKET = "kv.nats.bucket";
    private static final String SECOND = "kv.store.second.nats.bucket";

    private final String servers;
    private final int replicas;

    NatsHarness(String servers, int replicas) {
        this.servers = servers;
        this.replicas = replicas;
    }

    @Override
    public KVDriver driver() {
        return new NatsDriver();
    }

    @Override
    public Map<String, String> properties() {
        String id = NUID.nextGlobal();
        return Map.of(
                "kv.nats.servers",
                servers,
                "kv.nats.replicas",
                Integer.toString(replicas),
                // Longer than such servers stand still beside two forks of tests.
                "kv.timeout",
                "30s",
                BUCKET,
                "first" + id,
                SECOND,
                "second" + id);
    }

    @Override
    public void dispose(Map<String, String> properties) throws Exception {
        try (PlainClient connection = PlainClient.connect(servers)) {
            for (String key : Set.of(BUCKET, SECOND)) {
                try {
                    connection.jetStreamManagement().deleteStream("KV_" + properties.get(key));
                } catch (JetStreamApiException e) {
                    if (e.getApiErrorCode() != NatsErrors.STREAM_NOT_FOUND) {
                        throw e;
                    }
                }
            }
        }
    }

    @Override
    public Outages outages() {
        return Outages.overTcp("kv.nats.servers", servers);
    }

    @Override
    public Set<Class<?>> nativeTypes() {
        return Set.of(Connection.class);
    }
}
