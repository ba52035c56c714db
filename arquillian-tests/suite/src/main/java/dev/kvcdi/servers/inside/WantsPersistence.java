package dev.kvcdi.servers.inside;

import dev.kvcdi.Capability;
import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Wants what memory never has. */
@ApplicationScoped
public class WantsPersistence {

    @Inject
    @Store(value = "lasting", requires = Capability.PERSISTENT)
    KVStore store;
}
