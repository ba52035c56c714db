package dev.kvcdi.nats;

import dev.kvcdi.nats.NatsConfig.BucketConfig;
import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.StoreConfig;
import io.nats.client.api.StreamInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection, and the buckets that are open on it. */
final class NatsEngine implements Engine {

    /** What a message's headers take at most, of the size that servers limit. */
    private static final int HEADERS = 1_024;

    private final NatsConfig config;
    private final DriverContext context;
    private final NatsLink link;
    private final List<NatsBackend> backends = new CopyOnWriteArrayList<>();

    private NatsEngine(NatsConfig config, DriverContext context, NatsLink link) {
        this.config = config;
        this.context = context;
        this.link = link;
    }

    /**
     * Connects to the servers of a configuration.
     *
     * @throws EngineException if that fails; nothing is left open then
     */
    static Engine connect(NatsConfig config, DriverContext context) {
        config.problem().ifPresent(problem -> {
            throw new EngineException(Kind.ACCESS_DENIED, "Not connected, since " + problem, null);
        });
        return new NatsEngine(config, context, NatsLink.connect(config, context));
    }

    @Override
    public Backend open(StoreConfig store) {
        BucketConfig wanted = config.bucket(store);
        NatsErrors errors = new NatsErrors("the bucket " + wanted.name() + " on " + config.serverList());
        StreamInfo stream = new BucketOpening(link, context, errors, wanted, config.serverList()).open();
        checkSize(store, stream);
        BucketTraits traits = BucketTraits.of(stream, link.features());
        NatsBackend backend = new NatsBackend(
                new NatsBucket(link, context, errors, wanted.name(), traits, config.markerRetention()), config);
        backends.add(backend);
        return backend;
    }

    private void checkSize(StoreConfig store, StreamInfo stream) {
        long messages = link.connection().getMaxPayload();
        int limit = stream.getConfiguration().getMaximumMessageSize();
        long most = (limit > 0 ? Math.min(messages, limit) : messages) - HEADERS;
        if (store.maxValueBytes() > most) {
            throw new EngineException(
                    Kind.LIMIT,
                    "kv.max-value-bytes is " + store.maxValueBytes() + ", but the servers " + config.serverList()
                            + " take"
                            + " values of at most " + most
                            + " bytes: lower it, or raise max_payload of the servers and the"
                            + " bucket's limit",
                    null);
        }
    }

    @Override
    public void close() {
        backends.forEach(NatsBackend::close);
        link.close();
    }
}
