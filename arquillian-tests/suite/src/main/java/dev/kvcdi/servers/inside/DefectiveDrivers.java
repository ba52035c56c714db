package dev.kvcdi.servers.inside;

import dev.kvcdi.spi.ConfigKey;
import java.util.List;

/** Drivers with defects of their authors'. */
public final class DefectiveDrivers {

    private DefectiveDrivers() {}

    /** Made for an interface of drivers that there is not yet. */
    public static class Newer extends OwnDriver {
        @Override
        public int spiVersion() {
            return 99;
        }
    }

    /** Named by a word of the configuration. */
    public static class Misnamed extends OwnDriver {
        @Override
        public String name() {
            return "store";
        }
    }

    /** Named as {@link OwnDriver} is. */
    public static class Namesake extends OwnDriver {}

    /** Declares a key twice. */
    public static class Repeating extends OwnDriver {
        @Override
        public String name() {
            return "repeating";
        }

        @Override
        public List<ConfigKey> configKeys() {
            ConfigKey key = ConfigKey.connection("key", ConfigKey.Type.TEXT, "A key.");
            return List.of(key, key);
        }
    }

    /** Declares a key that has the environment variable of another, where stores are named for it. */
    public static class Ambiguous extends OwnDriver {
        @Override
        public String name() {
            return "nats";
        }

        @Override
        public List<ConfigKey> configKeys() {
            return List.of(ConfigKey.store("driver", ConfigKey.Type.TEXT, "A key."));
        }
    }
}
