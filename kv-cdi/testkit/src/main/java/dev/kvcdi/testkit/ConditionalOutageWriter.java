package dev.kvcdi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.Entry;
import dev.kvcdi.KVStore;
import dev.kvcdi.PutOptions;
import dev.kvcdi.Version;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes on the condition that nobody else did, which may not be lost without a write of unknown outcome before it. An acknowledged write
 * rules out all earlier ones.
 */
final class ConditionalOutageWriter extends OutageWriter {

    private final KVStore store;
    private final String key;
    private final Set<Integer> possible = new HashSet<>(Set.of(0));
    private @Nullable Version version;

    ConditionalOutageWriter(KVStore store, String key) {
        this.store = store;
        this.key = key;
    }

    @Override
    boolean write(int number) {
        PutOptions options = version == null ? PutOptions.ifAbsent() : PutOptions.ifVersion(version);
        Optional<Version> written = store.put(key, Integer.toString(number), options);
        if (written.isPresent()) {
            version = written.get();
            possible.clear();
            possible.add(number);
            return true;
        }
        assertThat(possible)
                .as("what the only writer of %s may have written, where its condition is lost", key)
                .hasSizeGreaterThan(1);
        readBack();
        return false;
    }

    @Override
    void unknown(int number) {
        possible.add(number);
    }

    @Override
    void readBack() {
        Optional<Entry<String>> now = store.entry(key);
        assertThat(possible)
                .as("what was told of %s", key)
                .contains(now.map(Entry::value).map(Integer::parseInt).orElse(0));
        version = now.map(Entry::version).orElse(null);
    }

    @Override
    public String toString() {
        return key;
    }
}
