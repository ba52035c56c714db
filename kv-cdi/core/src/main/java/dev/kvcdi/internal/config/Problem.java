package dev.kvcdi.internal.config;

import dev.kvcdi.internal.CoreMessage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mistake that fails a deployment: what is wrong, where, and what to do. */
public final class Problem {

    private final String what;
    private final List<Place> places;
    private final String action;

    /** A key that the mistake is about, and what was found there. */
    private record Place(String property, String value) {}

    private Problem(String what, List<Place> places, String action) {
        this.what = what;
        this.places = places;
        this.action = action;
    }

    /**
     * Begins to describe a mistake.
     *
     * @param message what is wrong
     * @param arguments what stands for the names in braces
     * @return the mistake, to which {@link #action} belongs
     */
    public static Problem of(CoreMessage message, @Nullable Object... arguments) {
        return new Problem(message.with(arguments), List.of(), "");
    }

    /**
     * Returns this mistake with a key that it is about, after those that it has already.
     *
     * @param key the key
     * @param shown the value and where it came from, or null when it is not set; never a secret
     * @return the mistake
     */
    Problem at(String key, @Nullable String shown) {
        var place = new Place(key, shown == null ? "not set" : shown);
        return new Problem(
                what, Stream.concat(places.stream(), Stream.of(place)).toList(), action);
    }

    /**
     * Returns this mistake with what is to be done.
     *
     * @param remedy what to do
     * @return the mistake
     */
    public Problem action(String remedy) {
        return new Problem(what, places, remedy);
    }

    /**
     * Returns the mistake as it is reported.
     *
     * @return a text of several lines
     */
    public String describe() {
        var text = new StringBuilder(what);
        for (Place place : places) {
            line(text, "property:    ", place.property);
            line(text, "environment: ", KeyNames.environment(place.property));
            line(text, "value:       ", place.value);
        }
        line(text, "action:      ", action);
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append("\n    ").append(label).append(content);
    }
}
