package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.ConfigKey;
import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.Settings;
import dev.kvcdi.spi.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The values of the driver's keys for one connection.
 *
 * @param root where the applications' folders are
 * @param application the application's name, the name of its folder
 * @param sync whether a write is on the disk before it returns
 * @param syncInterval how often the log is brought to the disk when {@code sync} is false
 * @param memory the most bytes that block cache and write buffers take together
 * @param reserve the bytes kept aside so that a full disk can be recovered from; 0 for none
 * @param optionsFile a file of RocksDB options
 */
record RocksDbConfig(
        Path root,
        String application,
        boolean sync,
        Duration syncInterval,
        long memory,
        long reserve,
        Optional<Path> optionsFile) {

    /** Names that RocksDB and file systems take as they are, and that the driver's own column families do not have. */
    private static final Pattern COLUMN_FAMILY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final long LARGEST_WRITE_BUFFER = 64L << 20;

    /** Below, RocksDB would write out its memory all the time. */
    private static final long LEAST_MEMORY = 1L << 20;

    /** Above, RocksDB cannot reserve addresses for the block cache, and ends the JVM. */
    private static final long MOST_MEMORY = 1L << 40;

    private static final String PATH = "path";
    private static final String SYNC = "sync";
    private static final String SYNC_INTERVAL = "sync-interval";
    private static final String MEMORY = "memory";
    private static final String RESERVE = "reserve";
    private static final String OPTIONS_FILE = "options-file";
    private static final String FAMILY = "column-family";

    /** The keys that the driver reads. */
    static final List<ConfigKey> KEYS = List.of(
            ConfigKey.connection(
                            PATH,
                            ConfigKey.Type.PATH,
                            "Folder of the databases; each application has a folder of its own in it.")
                    .withDefaultDescribed("`kv` in the server's data folder"),
            ConfigKey.connection(
                            SYNC,
                            ConfigKey.Type.BOOLEAN,
                            "Whether a write is on the disk before it returns, and so survives a power cut.")
                    .withDefault("true"),
            ConfigKey.connection(
                            SYNC_INTERVAL,
                            ConfigKey.Type.DURATION,
                            "With sync=false, how often writes are brought to the disk: what a power cut may take.")
                    .withDefault("1s")
                    .between(Duration.ofMillis(1), Duration.ofHours(24), "a time from 1ms to 24h"),
            ConfigKey.connection(
                            MEMORY,
                            ConfigKey.Type.SIZE,
                            "Native memory, beside the Java heap, of block cache and write buffers of a database together.")
                    .withDefault("128MB")
                    .between(LEAST_MEMORY, MOST_MEMORY, "a size from 1MB to 1024GB"),
            ConfigKey.connection(
                            RESERVE,
                            ConfigKey.Type.SIZE,
                            "Disk space kept aside, and released when the disk is full, so that the database can recover;"
                                    + " 0 for none.")
                    .withDefault("64MB")
                    .between(0, 1L << 40, "0 for none, or a size up to 1024GB"),
            ConfigKey.connection(
                            OPTIONS_FILE,
                            ConfigKey.Type.PATH,
                            "For experts: a file in the form of RocksDB's OPTIONS files, such as a changed copy of the newest in the database's"
                                    + " folder `db`. Its options replace the driver's, but for memory, filters and what durability"
                                    + " rests on.")
                    .withDefaultDescribed("none"),
            ConfigKey.store(FAMILY, ConfigKey.Type.TEXT, "Column family that keeps the store's entries.")
                    .withDefaultDescribed("the store's name")
                    .checked(RocksDbConfig::checkFamily));

    static RocksDbConfig of(ConnectionConfig connection) {
        Settings settings = connection.settings();
        return new RocksDbConfig(
                settings.find(PATH, Path.class)
                        .orElseGet(connection::dataFolder)
                        .toAbsolutePath()
                        .normalize(),
                connection.application(),
                settings.isTrue(SYNC),
                settings.duration(SYNC_INTERVAL),
                settings.number(MEMORY),
                settings.number(RESERVE),
                settings.find(OPTIONS_FILE, Path.class));
    }

    static String columnFamily(StoreConfig store) {
        return store.settings().find(FAMILY, String.class).orElseGet(store::name);
    }

    /** Returns the bytes that are collected in memory before they are written out. Two of them fit, and leave half to reads. */
    long writeBuffer() {
        return Math.min(LARGEST_WRITE_BUFFER, memory / 4);
    }

    /** Returns what becomes of acknowledged writes when the power fails, as a clause. */
    String durability() {
        return sync
                ? "an acknowledged write survives a power cut (" + SYNC + "=true)"
                : "a power cut may take the writes of the last " + syncInterval.toMillis() + " ms (" + SYNC + "=false)";
    }

    /** Returns the application's folder. */
    Path folder() {
        return root.resolve(application);
    }

    private static Optional<String> checkFamily(String value) {
        return COLUMN_FAMILY.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(
                        "It is no name of a column family. Use 1 to 128 letters, digits, dots, hyphens and underscores,"
                                + " beginning with a letter or digit");
    }
}
