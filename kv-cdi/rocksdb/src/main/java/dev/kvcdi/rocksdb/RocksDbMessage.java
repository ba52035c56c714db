package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Message;
import java.lang.System.Logger.Level;

/** What the driver tells those who run an application: KVCDI10xx. {@code FAILURES.md} has an entry for each. */
enum RocksDbMessage implements Message {
    OPENED("KVCDI1001", Level.INFO, "RocksDB {version} has opened {path}; {durability}"),
    ROOM_AGAIN("KVCDI1002", Level.INFO, "There is room on the disk of {path} again; writes go on"),
    NO_ROOM_FOR_RESERVE(
            "KVCDI1003",
            Level.WARNING,
            "There is no room on the disk of {path} for the {bytes} bytes that kv.rocksdb.reserve keeps aside: free space before it is full"),
    WRITES_REFUSED("KVCDI1004", Level.ERROR, "{reason}"),
    SWEEP_FAILED(
            "KVCDI1005",
            Level.WARNING,
            "Expired entries of {path} cannot be removed for now; they stay invisible. Check the disk and its free space"),
    RESERVE_STAYS("KVCDI1006", Level.WARNING, "The space kept aside in {file} cannot be freed: free as much by hand"),
    LOG_NOT_SYNCED(
            "KVCDI1007",
            Level.WARNING,
            "The log of {path} could not be brought to the disk. Check the disk and its free space"),
    LOG_CUT(
            "KVCDI1008",
            Level.WARNING,
            "{file} is damaged at byte {position}; what was written later is lost, as may be after a power cut with sync=false"),
    BACKGROUND_DEFECT(
            "KVCDI1009",
            Level.ERROR,
            "Background work in {path} failed by a defect of the driver rocksdb. Report it, with the stack trace"),
    ENTRY_NOT_SWEPT(
            "KVCDI1010",
            Level.WARNING,
            "An expired entry of {path} that cannot be read is not removed; others are. Deploy the version of the driver that wrote it, or restore a backup if it is damaged");

    private final String number;
    private final Level level;
    private final String text;

    RocksDbMessage(String number, Level level, String text) {
        this.number = number;
        this.level = level;
        this.text = text;
    }

    @Override
    public String number() {
        return number;
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public String text() {
        return text;
    }
}
