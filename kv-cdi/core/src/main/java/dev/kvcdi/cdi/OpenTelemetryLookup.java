package dev.kvcdi.cdi;

import dev.kvcdi.internal.runtime.Telemetry;
import dev.kvcdi.internal.telemetry.OpenTelemetryObserver;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;

/**
 * Looks the server's OpenTelemetry up, as MicroProfile Telemetry offers it: as a bean. The global instance is not meant for
 * applications and does nothing on some servers. Loaded only where OpenTelemetry is present.
 */
final class OpenTelemetryLookup {

    private OpenTelemetryLookup() {}

    /** Returns what observes the stores; nobody where there is no bean, or one that records nothing. */
    static Telemetry find(BeanManager manager) {
        Instance<OpenTelemetry> beans = manager.createInstance().select(OpenTelemetry.class);
        return beans.isResolvable() ? OpenTelemetryObserver.of(beans.get()) : Telemetry.NONE;
    }
}
