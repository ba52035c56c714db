package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.Message;
import java.lang.System.Logger.Level;

/** What the driver tells those who run an application: KVCDI30xx. {@code FAILURES.md} has an entry for each. */
enum DynamoDbMessage implements Message {
    OPENED(
            "KVCDI3001",
            Level.INFO,
            "The table {table} of {service} is open (driver built with AWS SDK {version}); acknowledged writes are kept by the service, which promises their durability"),
    CREATED("KVCDI3002", Level.INFO, "Created the table {table}"),
    NO_EXPIRY(
            "KVCDI3003",
            Level.WARNING,
            "DynamoDB does not remove what has expired from the table {table}. To let it: {command}"),
    ITEM_IS_NO_ENTRY("KVCDI3004", Level.WARNING, "An item that cannot be read was written; watches are told of a loss"),
    STREAM_GAP("KVCDI3005", Level.WARNING, "{reason}; watches are told that changes were lost");

    private final String number;
    private final Level level;
    private final String text;

    DynamoDbMessage(String number, Level level, String text) {
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
