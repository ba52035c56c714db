package dev.kvcdi.sample.stores;

import jakarta.enterprise.inject.Instance;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The readiness check that the library adds for an application's stores. Loaded only where MicroProfile Health is present. */
final class ReadinessCheck {

    private static final String NAME = "kv-cdi";

    private ReadinessCheck() {}

    static Map<String, Object> call(Instance<Object> beans) {
        for (HealthCheck check : beans.select(HealthCheck.class, Readiness.Literal.INSTANCE)) {
            HealthCheckResponse response = check.call();
            if (response.getName().equals(NAME)) {
                return response.getData().orElse(Map.of());
            }
        }
        return Map.of();
    }
}
