package dev.kvcdi.nats;

import io.nats.client.Connection;
import io.nats.client.impl.NatsServerPool;
import io.nats.client.support.NatsUri;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a connection may be made to: none any longer when the connection broke with messages that were not sent yet.
 *
 * <p>The client keeps such messages and sends them after it has connected again, however long that takes: a write that was reported as
 * failed would then overwrite newer values. Without a server the client gives the connection up, messages included, and a new one is made.
 */
final class Servers extends NatsServerPool {

    private volatile @Nullable Connection connection;

    /** Tells whose messages count. */
    void guard(Connection made) {
        connection = made;
    }

    @Override
    public @Nullable NatsUri nextServer() {
        Connection guarded = connection;
        return guarded != null && guarded.outgoingPendingMessageCount() > 0 ? null : super.nextServer();
    }
}
