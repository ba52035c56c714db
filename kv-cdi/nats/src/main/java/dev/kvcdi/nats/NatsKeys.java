package dev.kvcdi.nats;

import dev.kvcdi.spi.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The configuration keys of the driver. */
final class NatsKeys {

    static final String SERVERS = "servers";
    static final String ALLOW_PLAINTEXT = "allow-plaintext";
    static final String CREDENTIALS = "credentials";
    static final String NKEY = "nkey";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String TOKEN = "token";
    static final String TLS = "tls";
    static final String TRUSTSTORE = "truststore";
    static final String TRUSTSTORE_PASSWORD = "truststore-password";
    static final String KEYSTORE = "keystore";
    static final String KEYSTORE_PASSWORD = "keystore-password";
    static final String BUCKET_PREFIX = "bucket-prefix";
    static final String REPLICAS = "replicas";
    static final String STORAGE = "storage";
    static final String PURGE_INTERVAL = "purge-interval";
    static final String MARKER_RETENTION = "marker-retention";
    static final String BUCKET = "bucket";
    static final String HISTORY = "history";
    static final String MAX_BYTES = "max-bytes";
    static final String PLAIN_BUCKET = "plain-bucket";

    static final String DEFAULT_SERVER = "nats://localhost:4222";

    /** A server as users write it: no user information, since that would be a secret in a URL. */
    static final Pattern SERVER = Pattern.compile(
            "(?:(?<scheme>nats|tls)://)?(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(?<port>\\d{1,5}))?");

    private static final String BAD_BUCKET =
            "It is no name of a bucket. Use letters, digits, hyphens and underscores, at most 200 in all";

    private static final Pattern BUCKET_NAME = Pattern.compile("[A-Za-z0-9_-]{1,200}");
    private static final Pattern BUCKET_START = Pattern.compile("[A-Za-z0-9_-]{0,100}");
    private static final Set<String> STORAGES = Set.of("file", "memory");
    private static final int MAX_REPLICAS = 5;
    private static final int MAX_HISTORY = 64;

    /** All keys, in the order of the documentation. */
    static final List<ConfigKey> ALL = List.of(
            ConfigKey.connection(
                            SERVERS,
                            ConfigKey.Type.TEXT,
                            "The servers, separated by commas, as `nats://host:port` or, with TLS, `tls://host:port`.")
                    .withDefault(DEFAULT_SERVER)
                    .checked(NatsKeys::checkServers),
            ConfigKey.connection(
                            ALLOW_PLAINTEXT,
                            ConfigKey.Type.BOOLEAN,
                            "Whether to speak without TLS to servers on other machines, where the network is trusted.")
                    .withDefault("false"),
            ConfigKey.connection(
                            CREDENTIALS,
                            ConfigKey.Type.TEXT,
                            "Credentials (JWT and nkey seed), the content of a `.creds` file.")
                    .withDefaultDescribed("none")
                    .asSecret(),
            ConfigKey.connection(NKEY, ConfigKey.Type.TEXT, "Seed of the user's nkey.")
                    .withDefaultDescribed("none")
                    .asSecret(),
            ConfigKey.connection(USER, ConfigKey.Type.TEXT, "User name, with `password`.")
                    .withDefaultDescribed("none"),
            ConfigKey.connection(PASSWORD, ConfigKey.Type.TEXT, "The user's password.")
                    .withDefaultDescribed("none")
                    .asSecret(),
            ConfigKey.connection(TOKEN, ConfigKey.Type.TEXT, "Token that authenticates the application.")
                    .withDefaultDescribed("none")
                    .asSecret(),
            ConfigKey.connection(
                            TLS,
                            ConfigKey.Type.BOOLEAN,
                            "Whether to require TLS; also on with a trust store, a key store or `tls://` servers.")
                    .withDefault("false"),
            ConfigKey.connection(
                            TRUSTSTORE,
                            ConfigKey.Type.PATH,
                            "Trust store (PKCS#12 or JKS) of the servers' certificates.")
                    .withDefaultDescribed("the JVM's"),
            ConfigKey.connection(TRUSTSTORE_PASSWORD, ConfigKey.Type.TEXT, "Password of the trust store.")
                    .withDefaultDescribed("none")
                    .asSecret(),
            ConfigKey.connection(
                            KEYSTORE,
                            ConfigKey.Type.PATH,
                            "Key store (PKCS#12 or JKS) of the application's own certificate.")
                    .withDefaultDescribed("none"),
            ConfigKey.connection(KEYSTORE_PASSWORD, ConfigKey.Type.TEXT, "Password of the key store and of its key.")
                    .withDefaultDescribed("none")
                    .asSecret(),
            ConfigKey.connection(
                            BUCKET_PREFIX,
                            ConfigKey.Type.TEXT,
                            "Put before the name of each bucket that is not configured by name, to separate environments.")
                    .withDefaultDescribed("none")
                    .checked(value ->
                            BUCKET_START.matcher(value).matches() ? Optional.empty() : Optional.of(BAD_BUCKET)),
            ConfigKey.connection(REPLICAS, ConfigKey.Type.INTEGER, "Replicas of a bucket that is created, 1 to 5.")
                    .withDefault("1")
                    .between(1, MAX_REPLICAS, "a number from 1 to " + MAX_REPLICAS),
            ConfigKey.connection(
                            STORAGE, ConfigKey.Type.TEXT, "Storage of a bucket that is created: `file` or `memory`.")
                    .withDefault("file")
                    .checked(value -> STORAGES.contains(value)
                            ? Optional.empty()
                            : Optional.of("It is no storage. Use file or memory")),
            ConfigKey.connection(
                            PURGE_INTERVAL,
                            ConfigKey.Type.DURATION,
                            "How often what has expired, and old delete markers, are looked for and purged.")
                    .withDefault("10m")
                    .between(Duration.ofMillis(100), Duration.ofHours(24), "a time from 100ms to 24h"),
            ConfigKey.connection(
                            MARKER_RETENTION,
                            ConfigKey.Type.DURATION,
                            "How long delete markers are kept: a watch that was cut off for half of it or longer is told"
                                    + " that changes were lost.")
                    .withDefault("1h")
                    .between(Duration.ofSeconds(1), Duration.ofDays(365), "a time from 1s to 365d"),
            ConfigKey.store(BUCKET, ConfigKey.Type.TEXT, "The bucket that keeps the store's entries.")
                    .withDefaultDescribed("`bucket-prefix` and the store's name")
                    .checked(
                            value -> BUCKET_NAME.matcher(value).matches() ? Optional.empty() : Optional.of(BAD_BUCKET)),
            ConfigKey.store(
                            HISTORY,
                            ConfigKey.Type.INTEGER,
                            "Values kept for each key in a bucket that is created, 1 to 64.")
                    .withDefault("1")
                    .between(1, MAX_HISTORY, "a number from 1 to " + MAX_HISTORY),
            ConfigKey.store(MAX_BYTES, ConfigKey.Type.SIZE, "The most bytes that a bucket which is created takes.")
                    .withDefaultDescribed("unlimited")
                    .between(1, Long.MAX_VALUE, "a size of 1 byte or more"),
            ConfigKey.store(
                            PLAIN_BUCKET,
                            ConfigKey.Type.BOOLEAN,
                            "Whether a bucket is created exactly as plain key-value clients such as GoFr create it, so that"
                                    + " these accept it: without the servers' own expiry and without atomic batches.")
                    .withDefault("false"));

    private NatsKeys() {}

    private static Optional<String> checkServers(String value) {
        if (value.isBlank()) {
            return Optional.of("It names no server. List one or more, such as nats://localhost:4222");
        }
        for (String server : value.split(",", -1)) {
            if (server.contains("@")) {
                return Optional.of(
                        "It has user information in it, which would be shown in logs. Use the keys user, password,"
                                + " token, nkey or credentials");
            }
            if (!SERVER.matcher(server.strip()).matches()) {
                return Optional.of("It is no list of servers. Separate nats://host:port or tls://host:port by commas");
            }
        }
        return Optional.empty();
    }
}
