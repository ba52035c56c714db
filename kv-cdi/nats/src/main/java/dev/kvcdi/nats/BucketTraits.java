package dev.kvcdi.nats;

import dev.kvcdi.Capability;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a bucket turned out to be, by its stream's configuration as the server gave it back and what the server can do.
 *
 * @param incarnation when the stream was created, in nanoseconds since the epoch: sequences begin at 1 again in a re-created one
 * @param capabilities what the store can do
 * @param singleValued whether only the newest message of a key is kept
 * @param replicated whether a listing may read a replica that is behind the leader
 * @param serverExpiry whether the server removes single messages in time
 * @param purgeable whether messages may be purged
 */
record BucketTraits(
        long incarnation,
        Set<Capability> capabilities,
        boolean singleValued,
        boolean replicated,
        boolean serverExpiry,
        boolean purgeable) {

    static BucketTraits of(StreamInfo stream, ServerFeatures server) {
        StreamConfiguration config = stream.getConfiguration();
        Set<Capability> capabilities = EnumSet.of(Capability.WATCH);
        if (config.getStorageType() == StorageType.File) {
            capabilities.add(Capability.PERSISTENT);
        }
        if (config.getReplicas() > 1 ? server.replicatedConditions() : server.conditions()) {
            capabilities.add(Capability.CONDITIONAL_WRITES);
            if (config.getAllowAtomicPublish() && server.batches()) {
                capabilities.add(Capability.ATOMIC_BATCHES);
            }
        }
        boolean singleValued = config.getMaxMsgsPerSubject() == 1;
        return new BucketTraits(
                incarnation(stream),
                Collections.unmodifiableSet(capabilities),
                singleValued,
                config.getReplicas() > 1,
                // Where older values are kept, removing the newest would bring one of them back.
                singleValued && config.getAllowMessageTtl() && server.expiry(),
                !config.getDenyPurge() && !config.getSealed());
    }

    /** Returns when a stream was created. */
    static long incarnation(StreamInfo stream) {
        return TimeUnit.SECONDS.toNanos(stream.getCreateTime().toEpochSecond())
                + stream.getCreateTime().getNano();
    }

    /**
     * Returns the time after which the server removes a message.
     *
     * @param left how long its entry lives
     * @return whole seconds, later than the entry's expiry: the clocks of the machines that read may be behind
     */
    static String timeToLive(Duration left) {
        return Long.toString(left.plus(SLACK).plusMillis(999).toSeconds());
    }

    /** How far machines' clocks may be apart without one missing an entry that lives by its clock. */
    static final Duration SLACK = Duration.ofSeconds(30);
}
