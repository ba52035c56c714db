package dev.kvcdi.dynamodb;

/** What became of the attempts of one call, as seen where they leave the process. The client's own retries are attempts too. */
final class Attempts {

    private int begun;
    private int harmless;
    private boolean refusedLast;

    /** An attempt begins. */
    void begin() {
        begun++;
        refusedLast = false;
    }

    /** The attempt that began last was not sent. */
    void notSent() {
        harmless++;
    }

    /** The attempt that began last was refused by the service. */
    void refused() {
        harmless++;
        refusedLast = true;
    }

    /** Tells whether an attempt began. */
    boolean any() {
        return begun > 0;
    }

    /** Tells whether the last attempt was refused by the service. */
    boolean refusedLast() {
        return refusedLast;
    }

    /** Tells whether an attempt may have been applied, or was. */
    boolean doubtful() {
        return begun > harmless;
    }

    /** Tells whether an attempt other than one that succeeded may have been applied, or was. */
    boolean doubtfulBesideSuccess() {
        return begun > harmless + 1;
    }

    /** Tells whether attempts began and none was answered or may have been applied. */
    boolean noneSent() {
        return begun > 0 && !doubtful() && !refusedLast;
    }
}
