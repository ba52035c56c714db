package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Looks, before RocksDB opens a database and changes it, for damage that RocksDB would take for the database's end. */
final class DatabaseCheck {

    private final Path database;
    private final System.Logger logger;

    DatabaseCheck(Path database, System.Logger logger) {
        this.database = database;
        this.logger = logger;
    }

    /**
     * Checks a database.
     *
     * @param marker what is known of its last time
     * @throws EngineException if it is damaged; nothing was changed
     */
    void check(FormatMarker marker) throws IOException {
        checkPresent(database.resolve("CURRENT"), "the file CURRENT");
        String manifest =
                new String(Files.readAllBytes(database.resolve("CURRENT")), StandardCharsets.ISO_8859_1).strip();
        if (!manifest.matches("MANIFEST-\\d+")) {
            throw damaged("CURRENT does not name a list of files");
        }
        checkPresent(database.resolve(manifest), manifest);
        OptionalLong bad = LogCheck.damage(database.resolve(manifest));
        if (bad.isPresent()) {
            throw damaged(manifest + " is damaged at byte " + bad.getAsLong());
        }
        checkLogs(marker.synced());
        if (marker.end().isPresent() && marker.end().get().isCutOff(database)) {
            throw damaged(
                    marker.end().get().log() + " is shorter than when it was closed, and lacks acknowledged writes");
        }
    }

    /** Where not all writes waited for the disk, a power cut damages logs, and what is left counts. */
    private void checkLogs(boolean synced) throws IOException {
        boolean any = false;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(database, "*.log")) {
            for (Path log : logs) {
                any = true;
                OptionalLong bad = LogCheck.damage(log);
                if (bad.isPresent() && synced) {
                    throw damaged(log.getFileName() + " is damaged at byte " + bad.getAsLong()
                            + ", with acknowledged writes behind it");
                }
                if (bad.isPresent()) {
                    RocksDbMessage.LOG_CUT.log(logger, log, bad.getAsLong());
                }
            }
        }
        if (!any) {
            // An open database always has a log: without one, the last writes would be missed by nobody.
            throw damaged("every log (*.log) is missing");
        }
    }

    private void checkPresent(Path file, String what) {
        if (!Files.isRegularFile(file)) {
            throw damaged(what + " is missing");
        }
    }

    private EngineException damaged(String what) {
        return new EngineException(
                Kind.CORRUPTION,
                "The database in " + database + " cannot be opened: " + what
                        + ". Restore the whole application folder from a backup, or delete it to begin anew. Nothing was changed.",
                null);
    }
}
