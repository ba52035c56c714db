package dev.kvcdi.pairs;

import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.nats.server.PlainClient;
import dev.kvcdi.testkit.Outages;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Places on a nats-server, each with buckets of its own. */
final class NatsPlaces extends FoundDriver {

    private static final String SERVERS = "kv.nats.servers";
    private static final String FIRST = "kv.nats.bucket";
    private static final String SECOND = "kv.store.second.nats.bucket";

    private final NatsServer server;

    NatsPlaces(NatsServer server) {
        super("nats");
        this.server = server;
    }

    @Override
    public Map<String, String> properties() {
        String id = UUID.randomUUID().toString();
        return Map.of(SERVERS, server.url(), FIRST, "first-" + id, SECOND, "second-" + id);
    }

    @Override
    public Outages outages() {
        return Outages.overTcp(SERVERS, server.url());
    }

    @Override
    public void dispose(Map<String, String> properties) throws Exception {
        try (PlainClient connection = server.connect()) {
            for (String key : List.of(FIRST, SECOND)) {
                String stream = "KV_" + properties.get(key);
                if (connection.jetStreamManagement().getStreamNames().contains(stream)) {
                    connection.jetStreamManagement().deleteStream(stream);
                }
            }
        }
    }
}
