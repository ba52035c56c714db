package dev.kvcdi.testkit;

import java.time.Duration;
import java.util.Random;

/** How long the random and racing tests run and from which seed, and how long others wait. */
final class Scale {

    private static final String SEED = "kvcdi.contract.seed";
    private static final String PATIENCE = "kvcdi.contract.patience";
    private static final String SCALE = "kvcdi.contract.scale";

    private static final String OUTAGES = "kvcdi.contract.outages";
    private static final String HEALING = "kvcdi.contract.healing";
    private static final String GRACE = "kvcdi.contract.grace";

    private Scale() {}

    /** The number of rounds that stand for {@code rounds} in a normal run; at least 1. */
    static int rounds(int rounds) {
        double scale = Double.parseDouble(System.getProperty(SCALE, "1"));
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(rounds * scale)));
    }

    /** How many outages beside writers are over at once; after each, engines may take seconds to be connected again. */
    static int shortOutages() {
        return Integer.parseInt(System.getProperty(OUTAGES, "10"));
    }

    /** How long to wait for what happens on other threads: longer than any engine takes, for it costs only where a test fails. */
    static Duration patience() {
        return Duration.ofSeconds(Long.parseLong(System.getProperty(PATIENCE, "60")));
    }

    /** Within what everything works again after an outage: what the contract says, unless the machine is known to be too busy for it. */
    static Duration healing() {
        return Duration.ofSeconds(Long.parseLong(System.getProperty(HEALING, "10")));
    }

    /** How much longer than its timeout a call may take. */
    static Duration grace() {
        return Duration.ofSeconds(Long.parseLong(System.getProperty(GRACE, "1")));
    }

    /** The seed that the run was given, or a new one. */
    static long seed() {
        String given = System.getProperty(SEED);
        return given == null ? new Random().nextLong() : Long.parseLong(given);
    }

    /** What a failing test says, so that the failure can be had again. */
    static String reproduce(long seed) {
        return "seed " + seed + "; to repeat: -D" + SEED + "=" + seed;
    }
}
