package dev.kvcdi.pairs;

import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.se.KVRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The application that is killed: it copies the default store into {@code next} until it is done. */
final class Copier {

    static final String NEXT = "next";
    static final String JOURNAL = "journal";

    private Copier() {}

    /** The application's stores: the source and the journal on RocksDB in a folder, the target as configured. */
    static KVRuntime start(Path folder, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("kv.driver", "rocksdb");
        return KVRuntime.builder().dataFolder(folder).properties(properties).start();
    }

    static CopyOptions online(KVRuntime runtime) {
        return CopyOptions.online(runtime.store(JOURNAL));
    }

    /** Says on standard output how many entries it has copied, as often as that is known. */
    public static void main(String[] arguments) {
        Map<String, String> more = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            more.put(arguments[i], arguments[i + 1]);
        }
        try (KVRuntime runtime = start(Path.of(arguments[0]), more)) {
            KVStore from = runtime.store("default");
            KVStore to = runtime.store(NEXT);
            KVStores.copy(
                    from,
                    to,
                    online(runtime)
                            .withProgress(
                                    progress -> System.out.println("copied " + progress.count(CopyCount.COPIED))));
        }
    }
}
