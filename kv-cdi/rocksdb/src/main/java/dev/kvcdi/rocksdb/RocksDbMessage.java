package dev.kvcdi.rocksdb;

import dev.kvcdi.spi.Message;
import java.lang.System.Logger.Level;

/** What the driver tells those who run an application: KVCDI10xx. {@code FAILURES.md} has an entry for each. */
enum RocksDbMessage implements Message {
    OPENED("KVCDI1001", Level.INFO, "RocksDB {version} has opened {path}; {durability}"),
    ROOM_AGAIN("KVCDI1002", Level.INFO, "There is room on the disk again; writes go on"),
    NO_ROOM_FOR_RESERVE(
            "KVCDI1003",
            Level.WARNING,
            "There is no room for the {bytes} bytes that kv.rocksdb.reserve keeps aside: free space before the disk is full"),
    WRITES_REFUSED("KVCDI1004", Level.ERROR, "{reason}"),
    SWEEP_FAILED("KVCDI1005", Level.WARNING, "Expired entries cannot be removed for now; they stay invisible"),
    RESERVE_STAYS("KVCDI1006", Level.WARNING, "The space kept aside in {file} cannot be freed"),
    LOG_NOT_SYNCED("KVCDI1007", Level.WARNING, "The log could not be brought to the disk"),
    LOG_CUT(
            "KVCDI1008",
            Level.WARNING,
            "{file} is damaged at byte {position}; what was written later is lost, as may be after a power cut with sync=false"),
    BACKGROUND_DEFECT("KVCDI1009", Level.ERROR, "Background work of the driver rocksdb failed by a defect"),
    ENTRY_NOT_SWEPT("KVCDI1010", Level.WARNING, "An expired entry that cannot be read is not removed; others are");

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
