package dev.kvcdi.nats;

import io.nats.client.api.ServerInfo;

/**
 * What of a server depends on its version.
 *
 * @param conditions whether it decides conditions of streams that are not replicated
 * @param replicatedConditions whether it decides those of replicated streams
 * @param expiry whether it keeps messages' own times
 * @param batches whether it takes atomic batches
 */
record ServerFeatures(boolean conditions, boolean replicatedConditions, boolean expiry, boolean batches) {

    /** The first server that keeps messages' own times. */
    private static final String EXPIRY_SINCE = "2.11.0";

    /** The first server that takes atomic batches; earlier ones accept their headers and apply a part. */
    private static final String BATCHES_SINCE = "2.12.0";

    /** The first server that decides conditions of replicated streams in the replicated log (nats-server issue 4320). */
    private static final String CONDITIONS_REPLICATED_SINCE = "2.9.21";

    /** The server that lets wrong conditions pass on streams that are not replicated (nats-server issue 5840). */
    private static final String CONDITIONS_BROKEN = "2.10.19";

    static ServerFeatures of(ServerInfo server) {
        return new ServerFeatures(
                !CONDITIONS_BROKEN.equals(server.getVersion()),
                server.isSameOrNewerThanVersion(CONDITIONS_REPLICATED_SINCE),
                server.isSameOrNewerThanVersion(EXPIRY_SINCE),
                server.isSameOrNewerThanVersion(BATCHES_SINCE));
    }
}
