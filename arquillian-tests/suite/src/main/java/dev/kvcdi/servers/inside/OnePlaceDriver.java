package dev.kvcdi.servers.inside;

import dev.kvcdi.spi.ConnectionConfig;
import dev.kvcdi.spi.StoreConfig;

/** A driver that has one place for all stores. */
public class OnePlaceDriver extends OwnDriver {

    @Override
    public String place(ConnectionConfig connection, StoreConfig store) {
        return "the one place";
    }
}
