package dev.kvcdi.cdi;

import dev.kvcdi.internal.runtime.Readiness.Report;
import dev.kvcdi.internal.runtime.Readiness.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.PassivationCapable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The readiness check of all stores of an application. An engine that is down is no reason to start the application anew, so there is
 * no liveness check. Loaded only where MicroProfile Health is present.
 *
 * <p>A bean of our own making, since the containers' configurators take a bean for one of the extension's archive. WildFly looks for
 * checks from outside, where it sees what belongs to the application's archives, and nothing of a library that is no bean archive.
 */
final class ReadinessBean implements Bean<HealthCheck>, PassivationCapable {

    private static final String NAME = "kv-cdi";

    private final Stores stores;
    private final String application;
    private final Class<?> holder;

    /**
     * Makes the check.
     *
     * @param holder a class of the application, by which the bean belongs to the application's archive
     */
    ReadinessBean(Stores stores, String application, Class<?> holder) {
        this.stores = stores;
        this.application = application;
        this.holder = holder;
    }

    @Override
    public String getId() {
        return "dev.kvcdi:" + application + "::readiness";
    }

    @Override
    public Class<?> getBeanClass() {
        return holder;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(Object.class, HealthCheck.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Any.Literal.INSTANCE, Readiness.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return ApplicationScoped.class;
    }

    @Override
    public HealthCheck create(CreationalContext<HealthCheck> context) {
        return () -> response(stores.reports());
    }

    @Override
    public void destroy(HealthCheck check, CreationalContext<HealthCheck> context) {
        context.release();
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    @SuppressWarnings("NullAway") // null is the name of beans without one
    public String getName() {
        return null;
    }

    @Override
    public boolean isAlternative() {
        return false;
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
