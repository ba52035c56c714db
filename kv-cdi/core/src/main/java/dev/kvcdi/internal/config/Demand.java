package dev.kvcdi.internal.config;

import dev.kvcdi.Capability;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the application wants of a store.
 *
 * @param requires the capabilities without which it cannot work
 * @param places where it says so, for messages; may be empty
 */
public record Demand(Set<Capability> requires, List<String> places) {

    /** Copies the collections. */
    public Demand {
        requires = Set.copyOf(requires);
        places = List.copyOf(places);
    }

    /**
     * Returns the demand of somebody who wants a store and nothing special of it.
     *
     * @return the demand
     */
    public static Demand plain() {
        return new Demand(Set.of(), List.of());
    }

    /**
     * Unites two demands.
     *
     * @param other the other
     * @return the demand that satisfies both
     */
    public Demand and(Demand other) {
        var united = new TreeSet<Capability>(requires);
        united.addAll(other.requires);
        return new Demand(
                united,
                Stream.concat(places.stream(), other.places.stream()).distinct().toList());
    }
}
