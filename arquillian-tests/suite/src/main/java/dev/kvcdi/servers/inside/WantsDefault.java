package dev.kvcdi.servers.inside;

import dev.kvcdi.KVStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Wants the default store. */
@ApplicationScoped
public class WantsDefault {

    @Inject
    KVStore store;
}
