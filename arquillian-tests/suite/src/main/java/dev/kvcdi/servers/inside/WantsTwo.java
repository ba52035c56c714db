package dev.kvcdi.servers.inside;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Wants two named stores. */
@ApplicationScoped
public class WantsTwo {

    @Inject
    @Store("first")
    KVStore first;

    @Inject
    @Store("second")
    KVStore second;
}
