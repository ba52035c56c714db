package dev.kvcdi;

/**
 * The numbers by which {@code FAILURES.md} explains each kind of failure. A number is never given to something else.
 *
 * <p>KVCDI0100 is the configuration, KVCDI02xx are failed operations; the rest of KVCDI0xxx is in the core's other catalogue.
 */
final class FailureNumbers {

    static final String CONFIGURATION = "KVCDI0100";
    static final String OTHER = "KVCDI0200";
    static final String UNAVAILABLE = "KVCDI0201";
    static final String TIMEOUT = "KVCDI0202";
    static final String THROTTLED = "KVCDI0203";
    static final String ACCESS_DENIED = "KVCDI0204";
    static final String INVALID_KEY = "KVCDI0205";
    static final String LIMIT = "KVCDI0206";
    static final String STORAGE = "KVCDI0207";
    static final String STORAGE_FULL = "KVCDI0208";
    static final String CORRUPTION = "KVCDI0209";
    static final String CODEC = "KVCDI0210";
    static final String CONTENTION = "KVCDI0211";
    static final String UNSUPPORTED = "KVCDI0212";
    static final String CLOSED = "KVCDI0213";
    static final String OUTCOME_UNKNOWN = "KVCDI0214";
    static final String BATCH = "KVCDI0215";
    static final String CANCELLED = "KVCDI0216";

    private FailureNumbers() {}
}
