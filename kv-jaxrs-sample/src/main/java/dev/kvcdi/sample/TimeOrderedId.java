package dev.kvcdi.sample;

import java.time.Instant;
import java.util.UUID;

/**
 * Ids of new entries: UUIDs of version 7 (RFC 9562), which cannot be guessed and sort by the time at which they were made, so that a
 * list on an ordered store is in that order.
 */
public final class TimeOrderedId {

    private TimeOrderedId() {}

    /**
     * Returns a new id.
     *
     * @param time the time, of which the milliseconds count
     * @return the id, 74 bits of it random
     */
    public static String at(Instant time) {
        UUID random = UUID.randomUUID();
        long timeAndVersion = (time.toEpochMilli() << 16) | 0x7000;
        long randomBits = random.getMostSignificantBits() & 0x0FFF;
        return new UUID(timeAndVersion | randomBits, random.getLeastSignificantBits()).toString();
    }
}
