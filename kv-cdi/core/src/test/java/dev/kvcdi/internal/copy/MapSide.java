package dev.kvcdi.internal.copy;

import dev.kvcdi.Condition;
import dev.kvcdi.KVException;
import dev.kvcdi.Version;
import dev.kvcdi.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A side of a copy that is nothing but a map, for one thread. */
final class MapSide implements Side {

    final NavigableMap<String, StoredEntry> entries = new TreeMap<>();
    int largestPart;
    private int versions;

    void set(String key, String value) {
        put(key, value.getBytes(StandardCharsets.UTF_8), StoredEntry.NEVER);
    }

    private Version put(String key, byte[] value, long expiryMillis) {
        Version version = Version.of("v" + versions++);
        entries.put(key, StoredEntry.of(key, value, expiryMillis, () -> version));
        return version;
    }

    @Override
    public KVException.Context context() {
        return KVException.Context.of("map", "map", "copy", null);
    }

    @Override
    public List<String> identity() {
        return List.of("map", "map", "");
    }

    @Override
    public void copied(String source, String result) {}

    @Override
    public long now() {
        return 0;
    }

    @Override
    public long largestValue() {
        return 1_000;
    }

    @Override
    public int longestKey() {
        return 1_000;
    }

    @Override
    public boolean canHave(String key) {
        return !key.isEmpty();
    }

    @Override
    public boolean hasConditions() {
        return true;
    }

    @Override
    public Optional<Part> part(int limit, boolean withValues, byte @Nullable [] position) {
        String after = position == null ? "" : new String(position, StandardCharsets.UTF_8);
        List<Item> items = new ArrayList<>();
        for (StoredEntry each : entries.tailMap(after, false).values()) {
            if (items.size() == limit) {
                byte[] next = items.get(limit - 1).key().getBytes(StandardCharsets.UTF_8);
                return Optional.of(part(items, next));
            }
            items.add(new Item(each.key(), each));
        }
        return Optional.of(part(items, null));
    }

    private Part part(List<Item> items, byte @Nullable [] next) {
        largestPart = Math.max(largestPart, items.size());
        return new Part(items, next);
    }

    @Override
    public List<Optional<StoredEntry>> getAll(List<String> keys) {
        return keys.stream().map(key -> Optional.ofNullable(entries.get(key))).toList();
    }

    @Override
    public Optional<Version> put(String key, StoredEntry content, Condition condition) {
        return condition.holds(version(key))
                ? Optional.of(put(key, content.value(), content.expiryMillis()))
                : Optional.empty();
    }

    private @Nullable Version version(String key) {
        StoredEntry current = entries.get(key);
        return current == null ? null : current.version();
    }

    @Override
    public boolean delete(String key, Version expected) {
        boolean holds = Condition.version(expected).holds(version(key));
        if (holds) {
            entries.remove(key);
        }
        return holds;
    }
}
