package dev.kvcdi.testkit;

import static dev.kvcdi.testkit.ContractLine.EXPIRY_CLEARED;
import static dev.kvcdi.testkit.ContractLine.EXPIRY_FILTERED;
import static dev.kvcdi.testkit.ContractLine.EXPIRY_MILLIS;
import static dev.kvcdi.testkit.ContractLine.EXPIRY_MOMENT;
import static dev.kvcdi.testkit.ContractLine.EXPIRY_RANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kvcdi.Capability;
import dev.kvcdi.Entry;
import dev.kvcdi.PutOptions;
import dev.kvcdi.TypedKVStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When entries expire. Times to live are of an hour or more wherever a test expects an entry to be there, since engines may remove
 * entries by a clock of their own, which these tests do not move.
 */
abstract class ExpiryContract extends Contract {

    private static final Duration HOUR = Duration.ofHours(1);

    /** Writes an entry with a time to live. */
    @FunctionalInterface
    interface Writing {

        /** Writes. */
        void write(TypedKVStore<String> store, String key, Duration ttl);
    }

    static Stream<Named<Writing>> expiringWrites() {
        return Stream.of(
                Named.of("set", (store, key, ttl) -> store.set(key, "new", ttl)),
                Named.of(
                        "put",
                        (store, key, ttl) -> assertThat(store.put(key, "new", PutOptions.ttl(ttl)))
                                .isPresent()));
    }

    static Stream<Named<Writing>> expiringConditionalWrites() {
        return Stream.of(
                Named.of(
                        "put ifAbsent",
                        (store, key, ttl) -> assertThat(store.put(
                                        key, "new", PutOptions.ifAbsent().withTtl(ttl)))
                                .isPresent()),
                Named.of("put ifPresent", (store, key, ttl) -> {
                    store.set(key, "old");
                    assertThat(store.put(key, "new", PutOptions.ifPresent().withTtl(ttl)))
                            .isPresent();
                }),
                Named.of("put ifVersion", (store, key, ttl) -> {
                    PutOptions options = PutOptions.ifVersion(
                            store.put(key, "old", PutOptions.always()).orElseThrow());
                    assertThat(store.put(key, "new", options.withTtl(ttl))).isPresent();
                }));
    }

    static Stream<Named<Writing>> expiringAtomicWrites() {
        return Stream.of(
                Named.of(
                        "atomically set",
                        (store, key, ttl) -> assertThat(store.atomically(batch -> batch.set(key, "new", ttl)))
                                .isTrue()),
                Named.of(
                        "atomically put",
                        (store, key, ttl) -> assertThat(
                                        store.atomically(batch -> batch.put(key, "new", PutOptions.ttl(ttl))))
                                .isTrue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expiringWrites")
    @Proves({EXPIRY_MILLIS, EXPIRY_MOMENT})
    void writes_ttl_lastToTheMillisecond(Writing writing) {
        lastsToTheMillisecond(writing);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expiringConditionalWrites")
    @Needs(Capability.CONDITIONAL_WRITES)
    @Proves({EXPIRY_MILLIS, EXPIRY_MOMENT})
    void conditionalWrites_ttl_lastToTheMillisecond(Writing writing) {
        lastsToTheMillisecond(writing);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expiringAtomicWrites")
    @Needs(Capability.ATOMIC_BATCHES)
    @Proves({EXPIRY_MILLIS, EXPIRY_MOMENT})
    void atomicWrites_ttl_lastToTheMillisecond(Writing writing) {
        lastsToTheMillisecond(writing);
    }

    @Test
    @Proves(EXPIRY_MILLIS)
    void ttl_fractionOfAMillisecond_isRoundedUp() {
        Instant now = clock.instant();
        Map<Duration, Duration> rounded = Map.of(
                Duration.ofNanos(1), Duration.ofMillis(1),
                Duration.ofNanos(999_999), Duration.ofMillis(1),
                Duration.ofMillis(1), Duration.ofMillis(1),
                HOUR.plusNanos(1), HOUR.plusMillis(1),
                HOUR.plusNanos(1_000_000), HOUR.plusMillis(1),
                HOUR.plusNanos(1_000_001), HOUR.plusMillis(2));
        rounded.forEach((ttl, expected) -> {
            String key = ttl.toString();
            store.set(key, "value", ttl);
            // Entries of a millisecond may be removed by the engine's own clock at any time.
            if (ttl.compareTo(HOUR) >= 0) {
                assertThat(store.entry(key).orElseThrow().expiry()).as(key).contains(now.plus(expected));
            }
        });
        clock.advanceMillis(1);
        assertThat(store.keys("")).containsExactlyInAnyOrder("PT1H0.000000001S", "PT1H0.001S", "PT1H0.001000001S");
    }

    @Test
    @Proves({EXPIRY_MILLIS, EXPIRY_MOMENT})
    void ttl_clockBetweenMilliseconds_lastsNoShorter() {
        Place own = open();
        own.clock().advance(Duration.ofNanos(400_000));
        Instant end = own.clock().instant().plus(HOUR);
        own.store().set("key", "value", HOUR);
        assertThat(own.store().entry("key").orElseThrow().expiry()).contains(end.plusNanos(600_000));
        own.clock().advance(HOUR);
        assertThat(own.store().exists("key"))
                .as("after exactly its time to live")
                .isTrue();
        own.clock().advance(Duration.ofNanos(600_000));
        assertThat(own.store().exists("key")).isFalse();
    }

    @Test
    @Proves(EXPIRY_RANGE)
    void ttl_longest_isKept() {
        store.set("key", "value", PutOptions.MAX_TTL);
        assertThat(store.entry("key").orElseThrow().expiry())
                .contains(clock.instant().plus(PutOptions.MAX_TTL));
        clock.advance(Duration.ofDays(365));
        assertThat(store.exists("key")).isTrue();
    }

    @Test
    @Proves(EXPIRY_RANGE)
    void ttl_outOfRange_isRefusedAndDoesNothing() {
        store.set("key", "kept");
        List<Duration> illegal = List.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofMillis(-1),
                Duration.ofDays(-1),
                PutOptions.MAX_TTL.plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofSeconds(Long.MIN_VALUE));
        for (Duration ttl : illegal) {
            assertThatThrownBy(() -> store.set("key", "lost", ttl), "%s", ttl)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PutOptions.ttl(ttl), "%s", ttl).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PutOptions.ifAbsent().withTtl(ttl), "%s", ttl)
                    .isInstanceOf(IllegalArgumentException.class);
            if (store.capabilities().contains(Capability.ATOMIC_BATCHES)) {
                assertThatThrownBy(() -> store.atomically(batch -> batch.set("key", "lost", ttl)), "%s", ttl)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThat(store.get("key")).contains("kept");
        assertThat(store.entry("key").orElseThrow().expiry()).isEmpty();
    }

    @Test
    @Proves(EXPIRY_CLEARED)
    void writes_withoutTtl_clearTheExpiry() {
        Map<String, Runnable> writes = Map.of(
                "set", () -> store.set("set", "new"),
                "put", () -> store.put("put", "new", PutOptions.always()),
                "setAll", () -> store.setAll(Map.of("setAll", "new")));
        writes.forEach(this::clearsExpiry);
    }

    @Test
    @Needs({Capability.CONDITIONAL_WRITES, Capability.ATOMIC_BATCHES})
    @Proves(EXPIRY_CLEARED)
    void conditionalWrites_withoutTtl_clearTheExpiry() {
        Map<String, Runnable> writes = Map.of(
                "present", () -> store.put("present", "new", PutOptions.ifPresent()),
                "version",
                        () -> store.put(
                                "version",
                                "new",
                                PutOptions.ifVersion(
                                        store.entry("version").orElseThrow().version())),
                "atomic", () -> store.atomically(batch -> batch.set("atomic", "new")));
        writes.forEach(this::clearsExpiry);
    }

    @Test
    @Proves(EXPIRY_MOMENT)
    void set_otherTtl_replacesTheExpiry() {
        store.set("longer", "value", HOUR);
        store.set("longer", "value", HOUR.multipliedBy(3));
        store.set("shorter", "value", HOUR.multipliedBy(3));
        store.set("shorter", "value", HOUR);
        clock.advance(HOUR);
        assertThat(store.keys("")).containsExactly("longer");
        clock.advance(HOUR.multipliedBy(2));
        assertThat(store.keys("")).isEmpty();
    }

    @Test
    @Proves(EXPIRY_FILTERED)
    void listings_expiredEntriesAmongOthers_leaveThemOut() {
        for (String key : Texts.numbered("key", 50)) {
            if (key.endsWith("3") || key.endsWith("4")) {
                store.set(key, "value", HOUR);
            } else {
                store.set(key, "value");
            }
        }
        clock.advance(HOUR);
        List<String> left = Texts.numbered("key", 50).stream()
                .filter(key -> !key.endsWith("3") && !key.endsWith("4"))
                .toList();
        assertThat(store.keys("")).containsExactlyInAnyOrderElementsOf(left);
        assertThat(store.entries("key").map(Entry::key)).containsExactlyInAnyOrderElementsOf(left);
        for (int limit : new int[] {1, 2, 3, 7, 50}) {
            assertThat(keysOf(pages(store, "key", limit))).containsExactlyInAnyOrderElementsOf(left);
        }
    }

    @Test
    @Proves(EXPIRY_FILTERED)
    void batches_expiredEntriesAmongOthers_seeThemAsAbsent() {
        store.set("expired", "old", HOUR);
        store.set("present", "value");
        clock.advance(HOUR);
        assertThat(store.getAll(List.of("expired", "present"))).containsExactly(Map.entry("present", "value"));
        store.deleteAll(List.of("expired", "present"));
        assertThat(store.keys("")).isEmpty();
        store.setAll(Map.of("expired", "new"));
        assertThat(store.get("expired")).contains("new");
        clock.advance(HOUR);
        assertThat(store.get("expired")).contains("new");
    }

    @Test
    @Proves(EXPIRY_FILTERED)
    void set_overExpiredEntry_isANewEntry() {
        store.set("key", "old", HOUR);
        clock.advance(HOUR);
        store.set("key", "new");
        assertThat(store.entry("key").orElseThrow().expiry()).isEmpty();
        clock.advance(HOUR.multipliedBy(10));
        assertThat(store.get("key")).contains("new");
        store.set("key", "again", HOUR);
        assertThat(store.get("key")).contains("again");
    }

    private void lastsToTheMillisecond(Writing writing) {
        Instant expiry = clock.instant().plus(HOUR);
        writing.write(store, "key", HOUR);
        assertThat(store.get("key")).contains("new");
        assertThat(store.entry("key").orElseThrow().expiry()).contains(expiry);
        assertThat(store.entries("").map(Entry::expiry).toList())
                .containsExactly(store.entry("key").orElseThrow().expiry());
        assertThat(pages(store, "", 1))
                .extracting(entry -> entry.expiry().orElseThrow())
                .containsExactly(expiry);
        clock.advance(HOUR.minusMillis(1));
        assertThat(store.get("key")).as("a millisecond before").contains("new");
        assertThat(store.keys("")).containsExactly("key");
        clock.advanceMillis(1);
        assertThat(store.get("key")).as("at the moment").isEmpty();
        assertThat(store.exists("key")).isFalse();
        assertThat(store.keys("")).isEmpty();
        clock.advanceMillis(1);
        assertThat(store.get("key")).as("a millisecond after").isEmpty();
    }

    private void clearsExpiry(String key, Runnable write) {
        store.set(key, "old", HOUR);
        write.run();
        assertThat(store.entry(key).orElseThrow().expiry()).as(key).isEmpty();
        clock.advance(HOUR);
        assertThat(store.get(key)).as(key).contains("new");
    }
}
