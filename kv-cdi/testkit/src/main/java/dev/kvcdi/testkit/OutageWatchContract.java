package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.OUTAGE_HEALS;
import static dev.kvcdi.testkit.ContractLine.WATCH_CONVERGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Capability;
import dev.kvcdi.Change;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVTimeoutException;
import dev.kvcdi.KVUnavailableException;
import dev.kvcdi.Watch;
import dev.kvcdi.se.KVRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Watches of engines that are cut off, or hang, and come back, while others write. */
@Needs(Capability.WATCH)
abstract class OutageWatchContract extends OutageCase {

    /** What a listener knows of the store, and how often it was told that it missed something. */
    private static final class Known {

        private final KVStore store;
        private final Map<String, String> values = new ConcurrentHashMap<>();
        private final AtomicInteger lost = new AtomicInteger();
        private volatile boolean stale;

        Known(KVStore store) {
            this.store = store;
        }

        void told(Change<String> change) {
            if (change instanceof Change.Put<String> put) {
                values.put(put.entry().key(), put.entry().value());
            } else if (change instanceof Change.Removed<String> removed) {
                values.remove(removed.key());
            } else {
                lost.incrementAndGet();
                stale = true;
            }
        }

        /** Lists again after a loss, and tells whether what is known is what is there. */
        boolean is(Map<String, String> truth) {
            if (stale) {
                stale = false;
                try {
                    Map<String, String> listed = new HashMap<>();
                    store.entries("w/").forEach(entry -> listed.put(entry.key(), entry.value()));
                    values.keySet().retainAll(listed.keySet());
                    values.putAll(listed);
                } catch (KVUnavailableException | KVTimeoutException e) {
                    stale = true;
                }
            }
            return values.equals(truth);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.SAME_THREAD)
    @Proves({WATCH_CONVERGES, OUTAGE_HEALS})
    void watch_besideOutages_convergesOrIsLost(Mode mode) {
        Place own = openOverLine();
        KVStore away = own.store();
        Known known = new Known(away);
        Map<String, String> truth = new HashMap<>();
        List<String> keys = Texts.numbered("w/", 30);
        try (KVRuntime other = own.direct();
                Watch watch = away.watch("w/", known::told)) {
            assertThat(watch).isNotNull();
            KVStore direct = other.store("default");
            for (int outage = 0; outage < 3; outage++) {
                for (int i = 0; i < keys.size(); i++) {
                    write(direct, truth, keys.get(i), i, outage + "before" + i);
                }
                Awaitility.await("changes").atMost(HEALING).until(() -> known.is(truth));
                strike(mode);
                for (int i = 0; i < keys.size(); i++) {
                    write(direct, truth, keys.get(i), i + outage, outage + "during" + i);
                }
                line().restore();
                // Before the watch may be there again, which it has to tell or to call lost as well.
                for (int i = 0; i < keys.size(); i++) {
                    write(direct, truth, keys.get(i), i + 1, outage + "back" + i);
                }
                awaitHealed(away);
                Awaitility.await("changes after the outage, or a loss")
                        .atMost(HEALING)
                        .until(() -> known.is(truth));
                away.set("w/again", Integer.toString(outage));
                truth.put("w/again", Integer.toString(outage));
                Awaitility.await("a change after the outage").atMost(HEALING).until(() -> known.is(truth));
            }
        }
    }

    private static void write(KVStore direct, Map<String, String> truth, String key, int i, String value) {
        if (i % 3 == 0) {
            direct.delete(key);
            truth.remove(key);
        } else {
            direct.set(key, value);
            truth.put(key, value);
        }
    }
}
