package dev.kvcdi.testkit;

import dev.kvcdi.KVStore;
import dev.kvcdi.se.KVRuntime;
import java.util.List;
import java.util.Optional;

/** A place of the driver under test and a store of the in-memory driver, both empty and on one clock. */
final class Twins implements AutoCloseable {

    private final Place place;
    private final KVRuntime memory;
    private final Side tested;
    private final Side model;

    /**
     * Two sides that a step told apart.
     *
     * @param index of the step
     * @param tested the result of the driver under test
     * @param model the result of the in-memory driver
     */
    record Difference(int index, String tested, String model) {}

    Twins(DriverHarness harness) {
        place = Place.fresh(harness);
        memory = KVRuntime.builder()
                .property("kv.driver", "memory")
                .property("kv.max-value-bytes", Integer.toString(harness.largestValue()))
                .clock(place.clock())
                .start();
        KVStore modelStore = memory.store("default");
        tested = new Side(place::store, place::reopen, place.clock()::advance);
        model = new Side(() -> modelStore, () -> {}, by -> {});
    }

    /** Does the steps up to the first that tells the sides apart. */
    Optional<Difference> compare(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            String theirs = steps.get(i).outcome(tested);
            String ours = steps.get(i).outcome(model);
            if (!theirs.equals(ours)) {
                return Optional.of(new Difference(i, theirs, ours));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        memory.close();
        place.close();
    }
}
