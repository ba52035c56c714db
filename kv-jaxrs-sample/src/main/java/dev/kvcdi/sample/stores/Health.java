package dev.kvcdi.sample.stores;

import jakarta.enterprise.inject.Instance;
import java.lang.System.Logger.Level;
import java.util.Map;

/** MicroProfile Health, where the server has it. Nothing here mentions its types, since classes that do cannot be loaded elsewhere. */
final class Health {

    private static final System.Logger LOG = System.getLogger(Health.class.getName());

    private Health() {}

    /** Returns what the readiness check of the stores says, nothing where there is none. */
    static Map<String, Object> readiness(Instance<Object> beans) {
        try {
            return ReadinessCheck.call(beans);
        } catch (LinkageError | RuntimeException missing) {
            // What is known without it is told all the same.
            LOG.log(Level.DEBUG, "There is no readiness check here", missing);
            return Map.of();
        }
    }
}
