package dev.kvcdi.testkit;

import dev.kvcdi.Batch;
import dev.kvcdi.Capability;
import dev.kvcdi.PutOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes random steps, all of them repeatable on another store. */
final class StepMaker {

    private static final List<String> KEYS =
            List.of("a", "b", "a/1", "a/2", "a/b/1", "a.", "\ud83d\ude00", "\u00e9", "e\u0301", "a\0", "*", "%2e");
    private static final List<String> PREFIXES = List.of("", "a", "a/", "a/b", "b", "\ud83d\ude00", "x");
    private static final List<String> VIEWS = List.of("", "", "", "a", "a/", "a/b/");

    private final Random random;
    private final List<Supplier<Step>> kinds = new ArrayList<>();

    StepMaker(Random random, Set<Capability> capabilities) {
        this.random = random;
        add(6, this::set);
        add(3, this::setWithTtl);
        add(3, this::delete);
        add(4, this::get);
        add(2, this::exists);
        add(4, this::entry);
        add(2, this::put);
        add(2, this::getAll);
        add(2, this::setAll);
        add(1, this::deleteAll);
        add(3, this::keys);
        add(3, this::entries);
        add(3, this::pages);
        add(2, this::illegal);
        add(4, this::advance);
        if (capabilities.contains(Capability.CONDITIONAL_WRITES)) {
            add(4, this::putIfAbsent);
            add(3, this::putIfPresent);
            add(6, this::putIfVersion);
            add(4, this::deleteExpected);
            add(5, this::compute);
        }
        if (capabilities.contains(Capability.ATOMIC_BATCHES)) {
            add(6, () -> atomically(capabilities.contains(Capability.CONDITIONAL_WRITES)));
        }
        if (capabilities.contains(Capability.PERSISTENT)) {
            add(1, () -> new Step("reopen", StepMaker::reopened));
        }
    }

    List<Step> sequence(int length) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            steps.add(kinds.get(random.nextInt(kinds.size())).get());
        }
        return steps;
    }

    private void add(int weight, Supplier<Step> kind) {
        for (int i = 0; i < weight; i++) {
            kinds.add(kind);
        }
    }

    private static String reopened(Side side) {
        side.reopen();
        return "reopened";
    }

    private Step set() {
        String key = key();
        String value = value();
        return step("set", key, side -> done(() -> side.store().set(key, value)));
    }

    private Step setWithTtl() {
        String key = key();
        String value = value();
        Duration ttl = ttl();
        return step("set for " + ttl, key, side -> done(() -> side.store().set(key, value, ttl)));
    }

    private Step delete() {
        String key = key();
        return step("delete", key, side -> done(() -> side.store().delete(key)));
    }

    private Step get() {
        String view = any(VIEWS);
        String key = key();
        return step(
                "get in " + view,
                key,
                side -> side.store().prefixed(view).get(key).map(Texts::escaped).orElse("nothing"));
    }

    private Step exists() {
        String key = key();
        return step("exists", key, side -> Boolean.toString(side.store().exists(key)));
    }

    private Step entry() {
        String key = key();
        return step("entry", key, side -> side.showEntry(side.store().entry(key)));
    }

    private Step put() {
        String key = key();
        String value = value();
        PutOptions options = maybeTtl(PutOptions.always());
        return step("put " + options, key, side -> side.showVersion(side.store().put(key, value, options)));
    }

    private Step putIfAbsent() {
        String key = key();
        String value = value();
        PutOptions options = maybeTtl(PutOptions.ifAbsent());
        return step("put " + options, key, side -> side.showVersion(side.store().put(key, value, options)));
    }

    private Step putIfPresent() {
        String key = key();
        String value = value();
        PutOptions options = maybeTtl(PutOptions.ifPresent());
        return step("put " + options, key, side -> side.showVersion(side.store().put(key, value, options)));
    }

    private Step putIfVersion() {
        String key = key();
        String value = value();
        int seen = random.nextInt(1_000);
        if (random.nextBoolean()) {
            return step(
                    "put ifVersion of now",
                    key,
                    side -> side.store()
                            .entry(key)
                            .map(now ->
                                    side.showVersion(side.store().put(key, value, PutOptions.ifVersion(now.version()))))
                            .orElse("absent"));
        }
        return step(
                "put ifVersion " + seen,
                key,
                side -> side.showVersion(side.store().put(key, value, PutOptions.ifVersion(side.version(seen)))));
    }

    private Step deleteExpected() {
        String key = key();
        int seen = random.nextInt(1_000);
        if (random.nextBoolean()) {
            return step(
                    "delete version of now",
                    key,
                    side -> side.store()
                            .entry(key)
                            .map(now -> Boolean.toString(side.store().delete(key, now.version())))
                            .orElse("absent"));
        }
        return step(
                "delete version " + seen,
                key,
                side -> Boolean.toString(side.store().delete(key, side.version(seen))));
    }

    private Step compute() {
        String key = key();
        return switch (random.nextInt(4)) {
            case 0 -> compute("appended", key, value -> Optional.of(value.orElse("") + "+"));
            case 1 -> compute("the same", key, value -> value);
            case 2 -> compute("nothing", key, value -> Optional.empty());
            default -> compute("swapped", key, value -> value.isPresent() ? Optional.empty() : Optional.of("born"));
        };
    }

    private static Step compute(String name, String key, UnaryOperator<Optional<String>> next) {
        return step("compute " + name, key, side -> side.showEntry(side.store().compute(key, next)));
    }

    private Step getAll() {
        List<String> keys = keyList();
        return step("getAll", keys.toString(), side -> side.store().getAll(keys).toString());
    }

    private Step setAll() {
        Map<String, String> values = new LinkedHashMap<>();
        keyList().forEach(key -> values.put(key, value()));
        return step("setAll", values.toString(), side -> done(() -> side.store().setAll(values)));
    }

    private Step deleteAll() {
        List<String> keys = keyList();
        return step(
                "deleteAll", keys.toString(), side -> done(() -> side.store().deleteAll(keys)));
    }

    private Step keys() {
        String prefix = any(PREFIXES);
        String view = any(VIEWS);
        return step(
                "keys in " + view,
                prefix,
                side -> side.store()
                        .prefixed(view)
                        .keys(prefix)
                        .sorted()
                        .toList()
                        .toString());
    }

    private Step entries() {
        String prefix = any(PREFIXES);
        return step(
                "entries",
                prefix,
                side -> side.show(side.store().entries(prefix).toList()));
    }

    private Step pages() {
        String prefix = any(PREFIXES);
        int limit = 1 + random.nextInt(6);
        return step("pages of " + limit, prefix, side -> side.show(Contract.pages(side.store(), prefix, limit)));
    }

    private Step illegal() {
        String key = any(List.of("", "\ud83d", "x".repeat(1_025)));
        return random.nextBoolean()
                ? step("get", key, side -> side.store().get(key).toString())
                : step("set", key, side -> done(() -> side.store().set(key, "value")));
    }

    private Step advance() {
        Duration by = Duration.ofMinutes(random.nextInt(90));
        return new Step("advance " + by, side -> {
            side.advance(by);
            return "advanced";
        });
    }

    private Step atomically(boolean conditions) {
        List<String> texts = new ArrayList<>();
        List<BiConsumer<Side, Batch<String>>> steps = new ArrayList<>();
        for (String key : keyList()) {
            String value = value();
            int seen = random.nextInt(1_000);
            PutOptions ttl = maybeTtl(PutOptions.always());
            switch (random.nextInt(conditions ? 7 : 3)) {
                case 0 -> addTo(texts, steps, "set " + key, (side, batch) -> batch.set(key, value));
                case 1 -> addTo(texts, steps, "put " + ttl + " " + key, (side, batch) -> batch.put(key, value, ttl));
                case 2 -> addTo(texts, steps, "delete " + key, (side, batch) -> batch.delete(key));
                case 3 ->
                    addTo(
                            texts,
                            steps,
                            "ifAbsent " + key,
                            (side, batch) -> batch.put(key, value, PutOptions.ifAbsent()));
                case 4 ->
                    addTo(
                            texts,
                            steps,
                            "ifPresent " + key,
                            (side, batch) -> batch.put(key, value, PutOptions.ifPresent()));
                case 5 ->
                    addTo(
                            texts,
                            steps,
                            "ifVersion " + seen + " " + key,
                            (side, batch) -> batch.put(key, value, PutOptions.ifVersion(side.version(seen))));
                default ->
                    addTo(
                            texts,
                            steps,
                            "delete " + seen + " " + key,
                            (side, batch) -> batch.delete(key, side.version(seen)));
            }
        }
        return step(
                "atomically",
                texts.toString(),
                side -> Boolean.toString(
                        side.store().atomically(batch -> steps.forEach(each -> each.accept(side, batch)))));
    }

    private static void addTo(
            List<String> texts,
            List<BiConsumer<Side, Batch<String>>> steps,
            String text,
            BiConsumer<Side, Batch<String>> step) {
        texts.add(text);
        steps.add(step);
    }

    private static Step step(String what, String key, Step.Action action) {
        return new Step(what + " " + Texts.escaped(key), action);
    }

    private static String done(Runnable call) {
        call.run();
        return "done";
    }

    private PutOptions maybeTtl(PutOptions options) {
        return random.nextInt(3) == 0 ? options.withTtl(ttl()) : options;
    }

    private Duration ttl() {
        return Duration.ofHours(1 + random.nextInt(3)).plusNanos(random.nextInt(3) * 700_000L);
    }

    private String key() {
        return any(KEYS);
    }

    /** Distinct keys, two on average, so that conditions have a chance to hold together. */
    private List<String> keyList() {
        Set<String> keys = new TreeSet<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            keys.add(key());
        }
        return List.copyOf(keys);
    }

    private String value() {
        return random.nextInt(10) == 0 ? "" : "value " + random.nextInt(4);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
