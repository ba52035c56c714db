package dev.kvcdi.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import java.lang.System.Logger.Level;

/** Hears from the client what happens to the connection. Nothing of a message is ever logged. */
final class LinkEvents implements ConnectionListener, ErrorListener {

    private final NatsLink link;
    private final System.Logger logger;

    LinkEvents(NatsLink link, System.Logger logger) {
        this.link = link;
        this.logger = logger;
    }

    @Override
    @SuppressWarnings("deprecation") // The form with a URI calls this one; it is abstract.
    public void connectionEvent(Connection connection, Events event) {
        logger.log(Level.DEBUG, "The connection to NATS: {0}", event);
        switch (event) {
            case DISCONNECTED -> link.disconnected();
            case RESUBSCRIBED -> link.connectedAgain();
            case CLOSED -> link.gone();
            default -> {
                // Nothing depends on the others.
            }
        }
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        if (error.contains("Permissions Violation")) {
            link.refused(error);
            logger.log(Level.DEBUG, "The NATS server refuses a subject for lack of permission");
        } else {
            logger.log(Level.DEBUG, "The NATS server reports an error");
        }
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception failure) {
        logger.log(Level.DEBUG, "The NATS client reports a failure", failure);
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        // The gap is seen where the messages are missing.
        logger.log(Level.DEBUG, "The NATS client dropped messages");
    }
}
