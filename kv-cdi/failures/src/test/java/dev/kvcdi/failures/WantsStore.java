package dev.kvcdi.failures;

import dev.kvcdi.KVStore;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** A bean that wants the default store, and stands alone, so that a class loader may have it for itself. */
@Dependent
public class WantsStore {

    @Inject
    KVStore store;
}
