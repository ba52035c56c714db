package dev.kvcdi.cdi;

import dev.kvcdi.internal.runtime.Readiness.Report;
import dev.kvcdi.internal.runtime.Readiness.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness check of all stores of an application. An engine that is down is no reason to start the application anew, so there is
 * no liveness check. Loaded only where MicroProfile Health is present.
 */
final class ReadinessBean {

    private static final String NAME = "kv-cdi";

    private ReadinessBean() {}

    /** Adds the check as a bean, which servers look for. */
    static void addTo(AfterBeanDiscovery event, Stores stores, String application) {
        event.<HealthCheck>addBean()
                .id("dev.kvcdi:" + application + "::readiness")
                .beanClass(KVExtension.class)
                .types(Object.class, HealthCheck.class)
                .addQualifiers(Any.Literal.INSTANCE, Readiness.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .produceWith(context -> () -> response(stores.reports()));
    }

    private static HealthCheckResponse response(List<Report> stores) {
        // None are known before the application has started.
        boolean ready = !stores.isEmpty() && stores.stream().allMatch(store -> store.state() == State.READY);
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).status(ready);
        for (Report store : stores) {
            String name = store.store() + ".";
            response.withData("application", store.application())
                    .withData(name + "driver", store.driver())
                    .withData(name + "state", store.state().name().toLowerCase(Locale.ROOT))
                    .withData(name + "location", store.location());
            store.latency().ifPresent(latency -> response.withData(name + "latency-micros", latency.toNanos() / 1_000));
            store.reason().ifPresent(reason -> response.withData(name + "reason", reason));
        }
        return response.build();
    }
}
