package dev.kvcdi.nats;

import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The values of the driver's keys for one connection.
 *
 * @param application the application's name, which the servers list
 * @param servers the servers' URLs
 * @param settings the other values
 */
record NatsConfig(String application, List<String> servers, Settings settings) {

    private static final String DEFAULT_PORT = "4222";

    static NatsConfig of(ConnectionConfig connection) {
        List<String> servers = new ArrayList<>();
        // Without a value the one that is configured was refused, which is reported already.
        String list = connection.settings().find(NatsKeys.SERVERS, String.class).orElse(NatsKeys.DEFAULT_SERVER);
        for (String server : list.split(",", -1)) {
            servers.add(url(server.strip()));
        }
        return new NatsConfig(connection.application(), List.copyOf(servers), connection.settings());
    }

    private static String url(String server) {
        Matcher parts = NatsKeys.SERVER.matcher(server);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The check of the key let a malformed list of servers pass");
        }
        String scheme = Optional.ofNullable(parts.group("scheme")).orElse("nats");
        String port = Optional.ofNullable(parts.group("port")).orElse(DEFAULT_PORT);
        return scheme + "://" + parts.group("host") + ":" + port;
    }

    /** Returns the servers as text, without secrets. */
    String serverList() {
        return String.join(",", servers);
    }

    Optional<String> text(String key) {
        return settings.find(key, String.class).filter(value -> !value.isEmpty());
    }

    Optional<Path> path(String key) {
        return settings.find(key, Path.class);
    }

    /** Tells whether TLS is required of every server. */
    boolean tls() {
        return settings.isTrue(NatsKeys.TLS)
                || path(NatsKeys.TRUSTSTORE).isPresent()
                || path(NatsKeys.KEYSTORE).isPresent()
                || servers.stream().anyMatch(server -> server.startsWith("tls://"));
    }

    boolean plaintextAllowed() {
        return settings.isTrue(NatsKeys.ALLOW_PLAINTEXT);
    }

    /** Returns what is wrong with several keys together, and what to do; empty when nothing is. */
    Optional<String> problem() {
        if (!tls() && !plaintextAllowed()) {
            for (String server : servers) {
                if (!isLoopback(server)) {
                    return Optional.of(
                            "the server " + server + " is on another machine, and would be spoken to without TLS:"
                                    + " use tls://, set kv.nats.tls=true, or, on a trusted network only,"
                                    + " kv.nats.allow-plaintext=true");
                }
            }
        }
        List<String> ways = Stream.of(NatsKeys.CREDENTIALS, NatsKeys.NKEY, NatsKeys.USER, NatsKeys.TOKEN)
                .filter(key -> text(key).isPresent())
                .map(key -> "kv.nats." + key)
                .toList();
        if (ways.size() > 1) {
            return Optional.of(
                    "several ways to authenticate are configured, " + String.join(" and ", ways) + ": leave one");
        }
        return text(NatsKeys.USER).isPresent() == text(NatsKeys.PASSWORD).isPresent()
                ? Optional.empty()
                : Optional.of("of kv.nats.user and kv.nats.password only one is configured: set both");
    }

    private static boolean isLoopback(String server) {
        Matcher parts = NatsKeys.SERVER.matcher(server);
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group("host").toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    Duration markerRetention() {
        return settings.duration(NatsKeys.MARKER_RETENTION);
    }

    Duration purgeInterval() {
        return settings.duration(NatsKeys.PURGE_INTERVAL);
    }

    /** Returns what a store's bucket is to be. */
    BucketConfig bucket(StoreConfig store) {
        Settings own = store.settings();
        return new BucketConfig(
                own.find(NatsKeys.BUCKET, String.class)
                        .orElseGet(() -> text(NatsKeys.BUCKET_PREFIX).orElse("") + store.name()),
                (int) settings.number(NatsKeys.REPLICAS),
                settings.text(NatsKeys.STORAGE).equals("memory"),
                own.number(NatsKeys.HISTORY),
                own.find(NatsKeys.MAX_BYTES, Long.class).orElse(BucketConfig.UNLIMITED),
                own.isTrue(NatsKeys.PLAIN_BUCKET));
    }

    /** Leaves the settings out, since there are secrets in them. */
    @Override
    public String toString() {
        return "NatsConfig[" + serverList() + "]";
    }

    /**
     * What a bucket is to be when it is created.
     *
     * @param name its name
     * @param replicas how many servers keep it
     * @param memory whether it is kept in memory
     * @param history how many values of each key are kept
     * @param maxBytes the most bytes it takes, or {@link #UNLIMITED}
     * @param plain whether it is created as plain key-value clients do
     */
    record BucketConfig(String name, int replicas, boolean memory, long history, long maxBytes, boolean plain) {

        /** No limit, in the words of JetStream. */
        static final long UNLIMITED = -1;
    }
}
