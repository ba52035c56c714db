package dev.kvcdi.servers.inside;

import dev.kvcdi.Store;
import dev.kvcdi.TypedKVStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Does not say what the values are. */
@ApplicationScoped
@SuppressWarnings("rawtypes") // the mistake
public class LeavesTypeOpen {

    @Inject
    @Store("raw")
    TypedKVStore raw;

    @Inject
    @Store("wild")
    TypedKVStore<?> wild;
}
