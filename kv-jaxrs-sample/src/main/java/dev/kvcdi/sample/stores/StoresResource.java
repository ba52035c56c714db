package dev.kvcdi.sample.stores;

import dev.kvcdi.sample.SampleStores;
import dev.kvcdi.sample.access.AdminOnly;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** The stores of the application: what keeps them, what they can do and how they are. */
@Path("stores")
@ApplicationScoped
@AdminOnly
@Produces(MediaType.APPLICATION_JSON)
public class StoresResource {

    @Inject
    SampleStores stores;

    @Inject
    @Any
    Instance<Object> beans;

    /**
     * Lists the stores.
     *
     * @return every store
     */
    @GET
    public List<StoreStatus> list() {
        Map<String, Object> readiness = Health.readiness(beans);
        return stores.all().stream()
                .map(used -> StoreStatus.of(used, readiness))
                .toList();
    }
}
