package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An application's folder. */
final class DataFolder {

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    static DataFolder prepare(RocksDbConfig config) {
        Path folder = config.folder();
        try {
            Files.createDirectories(folder.resolve("db"));
        } catch (IOException e) {
            throw new EngineException(Kind.ACCESS_DENIED, "The folder " + folder + " could not be made", e);
        }
        return new DataFolder(folder);
    }

    Path database() {
        return folder.resolve("db");
    }
}
