package dev.kvcdi.nats;

import dev.kvcdi.Capability;
import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.KVDriver;
import dev.kvcdi.spi.Metric;
import dev.kvcdi.spi.StoreConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The driver {@code nats}: a store is a key-value bucket of NATS JetStream, from nats-server 2.9 on.
 *
 * <p>An entry is the newest message of its key's subject: the message's data is the value, and headers carry what NATS does not know, a
 * write id and the expiry. Other clients of the bucket read what is written here, and what they write is read here. Keys that key-value
 * clients accept ({@code A-Z a-z 0-9 - _ / = .}) stand in the subject as they are; other characters are escaped as {@code %XX}.
 *
 * <p>Everything is read from the leader of the bucket's stream: a read sees every write that was acknowledged before, except that a
 * leader which was just replaced may answer once more. How durable an acknowledged write is, the servers' configuration decides: {@code
 * jetstream.sync_interval: always} and three replicas survive a power cut, the default of two minutes on one server does not.
 *
 * <p>What a store can do depends on the servers and the bucket. Conditional writes are not offered where the server is known to decide
 * them wrongly (before 2.9.21 on replicated buckets, and 2.10.19), atomic batches only from 2.12 on in buckets that allow them.
 *
 * <p>Applications do not use this class; it is found through {@link java.util.ServiceLoader}.
 */
public final class NatsDriver implements KVDriver {

    /** The driver's name. */
    static final String NAME = "nats";

    /** Makes the driver, without loading any class of the NATS client. */
    public NatsDriver() {}

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ConfigKey> configKeys() {
        return NatsKeys.ALL;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES, Capability.WATCH, Capability.PERSISTENT);
    }

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        NatsConfig config = NatsConfig.of(connection);
        config.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return "bucket " + config.bucket(store).name() + " on " + config.serverList();
    }

    @Override
    public Engine connect(ConnectionConfig config, DriverContext context) {
        return NatsEngine.connect(NatsConfig.of(config), context);
    }

    @Override
    public List<Metric> metrics() {
        return NatsMetrics.ALL;
    }
}
