package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.NativeFacet;
import java.util.Set;
import java.util.function.Function;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;

/** Lends the open database and the store's column family. */
final class NativeObjects implements NativeFacet {

    private final Database database;
    private final Family family;

    NativeObjects(Database database, Family family) {
        this.database = database;
        this.family = family;
    }

    @Override
    public Set<Class<?>> types() {
        return Set.of(RocksDB.class, ColumnFamilyHandle.class);
    }

    @Override
    public <N, R> R use(Class<N> type, Function<? super N, R> use) {
        RocksDB db = database.db();
        if (type == RocksDB.class) {
            return use.apply(type.cast(db));
        }
        if (type == ColumnFamilyHandle.class) {
            return use.apply(type.cast(family.handle()));
        }
        throw new IllegalArgumentException("RocksDB has no " + type.getName());
    }
}
