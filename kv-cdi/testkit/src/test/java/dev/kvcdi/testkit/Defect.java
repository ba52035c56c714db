package dev.kvcdi.testkit;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.KVDriver;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A driver that breaks the contract in one way.
 *
 * @param name how
 * @param noticed the part of the suite and its test that have to notice, such as {@code Key#operations_legalKey_roundTrip}
 * @param harness makes the driver
 */
record Defect(String name, String noticed, Supplier<DriverHarness> harness) {

    /** A defect of an engine in the process, put around the in-memory backend. */
    Defect(String name, String noticed, Breaking breaking) {
        this(name, noticed, () -> new DriverHarness() {
            @Override
            public Outages outages() {
                return Outages.inProcess();
            }

            @Override
            public KVDriver driver() {
                return new BrokenDriver(breaking);
            }
        });
    }

    /** A defect of an engine that is reached by a line. */
    static Defect ofOutages(String name, String noticed, RemoteHarness.Breaking breaking) {
        return new Defect(name, noticed, () -> new RemoteHarness(breaking));
    }

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
