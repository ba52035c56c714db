package dev.kvcdi.testkit;

import dev.kvcdi.spi.Backend;
import java.time.InstantSource;

/**
 * A driver that breaks the contract in one way.
 *
 * @param name how
 * @param noticed the part of the suite and its test that have to notice, such as {@code Key#operations_legalKey_roundTrip}
 * @param breaking breaks the in-memory backend
 */
record Defect(String name, String noticed, Breaking breaking) {

    String part() {
        return noticed.substring(0, noticed.indexOf('#'));
    }

    String test() {
        return noticed.substring(noticed.indexOf('#') + 1);
    }

    /** Breaks a backend. */
    @FunctionalInterface
    interface Breaking {

        /** Returns the broken backend. */
        Backend broken(Backend memory, InstantSource clock);
    }

    @Override
    public String toString() {
        return name;
    }
}
