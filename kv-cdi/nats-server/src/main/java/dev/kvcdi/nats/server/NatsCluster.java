package dev.kvcdi.nats.server;

import static org.awaitility.Awaitility.await;

import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three nats-servers on loopback that form a cluster. */
public final class NatsCluster implements AutoCloseable {

    private static final int SIZE = 3;
    private static final Duration START = Duration.ofSeconds(90);

    /** How long a server is waited for that may not answer at all, as long as the cluster has no leader. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final List<NatsServer> servers;

    private NatsCluster(List<NatsServer> servers) {
        this.servers = servers;
    }

    /**
     * Starts a cluster and waits until it makes streams with three replicas.
     *
     * @param binary which servers
     * @return the cluster
     */
    public static NatsCluster start(NatsBinary binary) {
        Path program = binary.file();
        List<Integer> routes =
                IntStream.range(0, SIZE).mapToObj(i -> NatsServer.freePort()).toList();
        String all =
                routes.stream().map(port -> "\"nats://127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        List<NatsServer> servers = new ArrayList<>();
        NatsCluster cluster = new NatsCluster(servers);
        boolean started = false;
        try {
            for (int i = 0; i < SIZE; i++) {
                NatsServer server = new NatsServer(
                        program,
                        NatsServer.freePort(),
                        "server_name: node" + i + "\ncluster { name: test, listen: \"127.0.0.1:" + routes.get(i)
                                + "\", routes: [" + all + "] }\n");
                servers.add(server);
                server.start();
            }
            cluster.awaitReplication();
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    private void awaitReplication() {
        await("the cluster").atMost(START).ignoreExceptions().until(() -> {
            try (PlainClient connection = servers.get(0).connect()) {
                JetStreamManagement management = connection.jetStreamManagement(ANSWER);
                management.addStream(StreamConfiguration.builder()
                        .name("probe")
                        .subjects("probe")
                        .replicas(SIZE)
                        .storageType(StorageType.Memory)
                        .build());
                management.deleteStream("probe");
                return true;
            }
        });
    }

    /**
     * Returns the servers.
     *
     * @return three servers
     */
    public List<NatsServer> servers() {
        return servers;
    }

    /**
     * Returns the URLs of all servers.
     *
     * @return the URLs, separated by commas
     */
    public String urls() {
        return servers.stream().map(NatsServer::url).collect(Collectors.joining(","));
    }

    /**
     * Returns the server that leads a bucket, once the cluster tells.
     *
     * @param bucket the bucket's name
     * @return its server
     */
    public NatsServer leaderOf(String bucket) {
        AtomicInteger turn = new AtomicInteger();
        // One that has just begun may know of no leader, or not answer: the next one is asked then.
        return await("the leader of " + bucket)
                .atMost(START)
                .ignoreExceptions()
                .until(() -> leaderOf(bucket, servers.get(turn.getAndIncrement() % SIZE)), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<NatsServer> leaderOf(String bucket, NatsServer asked) throws Exception {
        try (PlainClient connection = asked.connect()) {
            String leader = connection
                    .jetStreamManagement(ANSWER)
                    .getStreamInfo("KV_" + bucket)
                    .getClusterInfo()
                    .getLeader();
            return Optional.ofNullable(leader)
                    .map(name -> servers.get(Integer.parseInt(name.substring("node".length()))));
        }
    }

    @Override
    public void close() {
        servers.forEach(NatsServer::close);
    }
}
