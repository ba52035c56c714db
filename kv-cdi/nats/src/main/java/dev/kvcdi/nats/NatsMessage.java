package dev.kvcdi.nats;

import dev.kvcdi.spi.Message;
import java.lang.System.Logger.Level;

/** What the driver tells those who run an application: KVCDI20xx. {@code FAILURES.md} has an entry for each. */
enum NatsMessage implements Message {
    OPENED(
            "KVCDI2001",
            Level.INFO,
            "The bucket {bucket} of {servers} is open (nats-server {version}, jnats {client version}); acknowledged writes are kept {durability}"),
    CREATED("KVCDI2002", Level.INFO, "Created the bucket {bucket}"),
    BUCKET_DIFFERS(
            "KVCDI2003",
            Level.WARNING,
            "The bucket {bucket} exists with other settings than configured, and is used as it is: {differences}"),
    NEWER_WRITES(
            "KVCDI2004",
            Level.WARNING,
            "A newer version of kv-cdi-nats writes to {stream}, in a format that this one does not know: deploy that version here"
                    + " too. Watches are told of a loss.");

    private final String number;
    private final Level level;
    private final String text;

    NatsMessage(String number, Level level, String text) {
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
