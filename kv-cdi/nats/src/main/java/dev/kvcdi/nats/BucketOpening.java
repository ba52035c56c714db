package dev.kvcdi.nats;

import dev.kvcdi.nats.NatsConfig.BucketConfig;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.ServerInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a bucket's stream, or creates it. */
final class BucketOpening {

    private static final String CREATE = "$JS.API.STREAM.CREATE.";
    private static final Duration DUPLICATES = Duration.ofMinutes(2);

    private final NatsLink link;
    private final DriverContext context;
    private final NatsErrors errors;
    private final BucketConfig wanted;
    private final String servers;

    BucketOpening(NatsLink link, DriverContext context, NatsErrors errors, BucketConfig wanted, String servers) {
        this.servers = servers;
        this.link = link;
        this.context = context;
        this.errors = errors;
        this.wanted = wanted;
    }

    static String stream(String bucket) {
        return "KV_" + bucket;
    }

    /**
     * Returns the bucket's stream as it is. One with other settings than configured is used as it is, with a warning.
     *
     * @throws EngineException if there is none and none can be created
     */
    StreamInfo open() {
        try {
            StreamInfo found = find();
            if (found == null) {
                found = create();
            }
            if (found.getConfiguration().getMirror() != null) {
                throw new EngineException(
                        Kind.UNSUPPORTED,
                        "The bucket " + wanted.name()
                                + " is a mirror, which takes no writes: configure the bucket that it" + " mirrors",
                        null);
            }
            warnOfDifferences(found.getConfiguration());
            tellOpen(found.getConfiguration());
            return found;
        } catch (JetStreamApiException e) {
            throw errors.of(e);
        } catch (IOException e) {
            throw errors.of(e);
        }
    }

    private @Nullable StreamInfo find() throws IOException, JetStreamApiException {
        String stream = stream(wanted.name());
        try {
            return link.refusals()
                    .ask(
                            NatsBucket.INFO + stream,
                            errors,
                            () -> link.management(context.timeout()).getStreamInfo(stream));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NatsErrors.STREAM_NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private StreamInfo create() throws IOException, JetStreamApiException {
        StreamConfiguration configuration = configuration();
        try {
            StreamInfo created = link.refusals()
                    .ask(
                            CREATE + configuration.getName(),
                            errors,
                            () -> link.management(context.timeout()).addStream(configuration));
            NatsMessage.CREATED.log(context.logger(), wanted.name());
            return created;
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NatsErrors.STREAM_NAME_IN_USE) {
                throw e;
            }
            // Another application, with other settings, was faster.
            StreamInfo found = find();
            if (found == null) {
                throw e;
            }
            return found;
        }
    }

    /** As key-value clients make it, but that followers do not answer reads, and with what the server can do. */
    private StreamConfiguration configuration() {
        ServerFeatures server = link.features();
        StreamConfiguration.Builder config = StreamConfiguration.builder()
                .name(stream(wanted.name()))
                .subjects(new Subjects(wanted.name()).all())
                .storageType(wanted.memory() ? StorageType.Memory : StorageType.File)
                .replicas(wanted.replicas())
                .maxMessagesPerSubject(wanted.history())
                .maxBytes(wanted.maxBytes())
                .discardPolicy(DiscardPolicy.New)
                .duplicateWindow(DUPLICATES)
                .allowRollup(true)
                .denyDelete(true)
                .allowDirect(wanted.plain());
        if (!wanted.plain()) {
            if (wanted.history() == 1 && server.expiry()) {
                config.allowMessageTtl();
            }
            if (server.batches()) {
                config.allowAtomicPublish();
            }
        }
        return config.build();
    }

    private void tellOpen(StreamConfiguration found) {
        ServerInfo server = link.connection().getServerInfo();
        NatsMessage.OPENED.log(
                context.logger(), wanted.name(), servers, server.getVersion(), Nats.CLIENT_VERSION, durability(found));
    }

    /** How acknowledged writes are kept, as it goes on in a sentence. */
    private static String durability(StreamConfiguration found) {
        String where = found.getStorageType() == StorageType.Memory ? "in memory only" : "in files";
        int servers = found.getReplicas();
        return where + ", by " + (servers == 1 ? "1 server" : servers + " servers");
    }

    private void warnOfDifferences(StreamConfiguration found) {
        List<String> differences = new ArrayList<>();
        differ(differences, "replicas", found.getReplicas(), wanted.replicas());
        differ(differences, "storage", found.getStorageType(), wanted.memory() ? StorageType.Memory : StorageType.File);
        differ(differences, "history", found.getMaxMsgsPerSubject(), wanted.history());
        differ(differences, "max-bytes", found.getMaxBytes(), wanted.maxBytes());
        if (!found.getMaxAge().isZero()) {
            differences.add("every entry expires after " + found.getMaxAge() + " (not configurable here)");
        }
        if (!differences.isEmpty()) {
            NatsMessage.BUCKET_DIFFERS.log(context.logger(), wanted.name(), String.join(", ", differences));
        }
    }

    private static void differ(List<String> differences, String name, Object is, Object configured) {
        if (!is.equals(configured)) {
            differences.add(name + " is " + is + ", configured " + configured);
        }
    }
}
