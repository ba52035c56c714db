package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.StoreConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** An open database: the folder, its lock, RocksDB, and what runs in the background. */
final class RocksDbEngine implements Engine {

    private final Map<String, Family> families = new HashMap<>();
    private final RocksDbConfig config;
    private final DataFolder folder;
    private final BackgroundThreads threads;
    private final RocksDbOptions options;
    private final RocksDbErrors errors;
    private final Database database;
    private final System.Logger logger;

    private RocksDbEngine(
            RocksDbConfig config,
            DataFolder folder,
            BackgroundThreads threads,
            RocksDbOptions options,
            RocksDB db,
            List<ColumnFamilyHandle> handles,
            RocksDbErrors errors,
            DriverContext context)
            throws RocksDBException {
        this.config = config;
        this.folder = folder;
        this.threads = threads;
        this.options = options;
        this.errors = errors;
        this.logger = context.logger();
        Map<String, ColumnFamilyHandle> byName = new HashMap<>();
        for (ColumnFamilyHandle handle : handles) {
            byName.put(new String(handle.getName(), StandardCharsets.UTF_8), handle);
        }
        ColumnFamilyHandle index = Objects.requireNonNull(byName.remove(ExpiryIndex.FAMILY));
        this.database = new Database(db, index, options, errors, context);
        for (Map.Entry<String, ColumnFamilyHandle> family : byName.entrySet()) {
            ColumnFamilyHandle handle = family.getValue();
            families.put(family.getKey(), new Family(handle, database.hasExpiring(handle.getID())));
        }
    }

    /** Begins the work in the background, which uses the database until it is closed. */
    private void startWork(DriverContext context) {
        new ExpirySweep(database, this::families, background(context), logger).start();
        new SpaceKeeper(
                        database,
                        folder.reserve(config.reserve()),
                        options.writeBuffer(),
                        () -> DiskSpace.usableBytes(folder.database()),
                        background(context),
                        logger)
                .start();
        if (!config.sync()) {
            new LogSync(database, logger).start(background(context), config.syncInterval());
        }
    }

    private Background background(DriverContext context) {
        return new Background(context, database);
    }

    /**
     * Opens the database of a configuration, creating it if there is none.
     *
     * @throws EngineException if it cannot be opened; nothing is left open then
     */
    static Engine connect(RocksDbConfig config, DriverContext context) {
        DataFolder folder = DataFolder.take(config, context.logger());
        BackgroundThreads threads = null;
        RocksDbOptions options = null;
        RocksDB db = null;
        RocksDbEngine engine = null;
        boolean connected = false;
        RocksDbErrors errors = new RocksDbErrors(folder.database());
        try {
            NativeLibrary.load();
            threads = BackgroundThreads.keep();
            options = RocksDbOptions.of(config, folder.isNew());
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            Optional<RocksDBException> full = Optional.empty();
            try {
                db = open(folder.database(), options, handles);
            } catch (RocksDBException e) {
                boolean released = RocksDbErrors.isFull(e)
                        && folder.reserve(config.reserve()).release();
                if (!released) {
                    throw e;
                }
                full = Optional.of(e);
                db = open(folder.database(), options, handles);
            }
            folder.opened(config.sync());
            engine = new RocksDbEngine(config, folder, threads, options, db, handles, errors, context);
            engine.startWork(context);
            full.ifPresent(engine.database().health()::failed);
            RocksDbMessage.OPENED.log(
                    context.logger(), RocksDB.rocksdbVersion(), folder.database(), config.durability());
            connected = true;
            return engine;
        } catch (RocksDBException e) {
            throw errors.open(e);
        } finally {
            if (engine == null) {
                abandon(db, options, threads, folder);
            } else if (!connected) {
                // Some of its work may run already.
                engine.close();
            }
        }
    }

    private static void abandon(
            @Nullable RocksDB db,
            @Nullable RocksDbOptions options,
            @Nullable BackgroundThreads threads,
            DataFolder folder) {
        if (db != null) {
            db.close();
        }
        if (options != null) {
            options.close();
        }
        if (threads != null) {
            threads.close();
        }
        folder.close();
    }

    private static RocksDB open(Path path, RocksDbOptions options, List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (byte[] name : families(path)) {
            descriptors.add(new ColumnFamilyDescriptor(name, options.columnFamily()));
        }
        return RocksDB.open(options.database(), path.toString(), descriptors, handles);
    }

    private static List<byte[]> families(Path path) throws RocksDBException {
        try (Options options = new Options()) {
            List<byte[]> names = new ArrayList<>(RocksDB.listColumnFamilies(options, path.toString()));
            if (names.isEmpty()) {
                names.add(RocksDB.DEFAULT_COLUMN_FAMILY);
            }
            byte[] index = ExpiryIndex.FAMILY.getBytes(StandardCharsets.UTF_8);
            if (names.stream().noneMatch(name -> Arrays.equals(name, index))) {
                names.add(index);
            }
            return names;
        }
    }

    @Override
    public Backend open(StoreConfig store) {
        if (store.maxValueBytes() > Database.MAX_VALUE_BYTES) {
            throw new EngineException(
                    Kind.LIMIT,
                    "kv.max-value-bytes is " + store.maxValueBytes() + ", but RocksDB takes values of at most "
                            + Database.MAX_VALUE_BYTES + " bytes here",
                    null);
        }
        try {
            return new RocksDbBackend(database, family(RocksDbConfig.columnFamily(store)));
        } catch (RocksDBException e) {
            throw errors.open(e);
        }
    }

    Database database() {
        return database;
    }

    private Collection<Family> families() {
        synchronized (families) {
            return List.copyOf(families.values());
        }
    }

    private Family family(String name) throws RocksDBException {
        synchronized (families) {
            Family family = families.get(name);
            if (family == null) {
                ColumnFamilyHandle handle = database.db()
                        .createColumnFamily(new ColumnFamilyDescriptor(
                                name.getBytes(StandardCharsets.UTF_8), options.columnFamily()));
                family = new Family(handle, false);
                families.put(name, family);
            }
            return family;
        }
    }

    @Override
    public void close() {
        try {
            database.close(!config.sync());
            folder.closed(config.sync(), logger);
        } catch (RocksDBException e) {
            throw errors.close(e);
        } finally {
            options.close();
            threads.close();
            folder.close();
        }
    }
}
