package dev.kvcdi.sample.access;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Puts a {@link TokenFilter} before every resource but those that are {@link Open}; before none where tokens are not asked for. */
@Provider
public class AccessControl implements DynamicFeature {

    private final boolean on = Protection.configured(Settings.ofTheServer());

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        if (on && !type.isAnnotationPresent(Open.class)) {
            // As classes: not every server injects into filters that come ready made.
            context.register(
                    type.isAnnotationPresent(AdminOnly.class) ? TokenFilter.ForAdmins.class : TokenFilter.class,
                    Priorities.AUTHORIZATION);
        }
    }
}
