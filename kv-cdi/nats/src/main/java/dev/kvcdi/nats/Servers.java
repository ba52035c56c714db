package dev.kvcdi.nats;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.impl.NatsServerPool;
import io.nats.client.support.NatsUri;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a connection may be made to: none any longer when the connection broke with messages that were not sent yet.
 *
 * <p>The client keeps such messages and sends them after it has connected again, however long that takes: a write that was reported as
 * failed would then overwrite newer values. Without a server the client gives the connection up, messages included, and a new one is made.
 */
final class Servers extends NatsServerPool {

    private volatile @Nullable Connection connection;
    private volatile List<String> configured = List.of();
    private volatile @Nullable String trying;
    private volatile @Nullable String lastConfigured;

    /** Tells whose messages count. */
    void guard(Connection made) {
        connection = made;
    }

    @Override
    public void initialize(Options options) {
        super.initialize(options);
        configured = options.getNatsServerUris().stream().map(NatsUri::getHost).toList();
    }

    @Override
    public @Nullable NatsUri nextServer() {
        Connection guarded = connection;
        if (guarded != null && guarded.outgoingPendingMessageCount() > 0) {
            return null;
        }
        NatsUri next = super.nextServer();
        trying = next == null ? null : next.getHost();
        return next;
    }

    @Override
    public void connectSucceeded(NatsUri server) {
        super.connectSucceeded(server);
        if (configured.contains(server.getHost())) {
            lastConfigured = server.getHost();
        }
    }

    /**
     * Returns the host that the server which is being connected to has to prove to be: the configured one, not the address that the client
     * made of it. A server that another one told of has to prove the host of that one, since who tells of it has proved nothing yet: servers
     * list others before TLS begins.
     *
     * @param address what the client connects to
     */
    String host(String address) {
        String next = trying;
        if (next == null || configured.contains(next)) {
            return next == null ? address : next;
        }
        String last = lastConfigured;
        return last == null ? configured.get(0) : last;
    }
}
