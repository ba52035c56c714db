package dev.kvcdi.servers.inside;

import dev.kvcdi.KVStore;
import dev.kvcdi.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Names a store as none may be named. */
@ApplicationScoped
public class Misnames {

    @Inject
    @Store("Not_A_Name")
    KVStore store;
}
