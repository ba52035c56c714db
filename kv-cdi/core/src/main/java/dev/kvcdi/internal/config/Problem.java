package dev.kvcdi.internal.config;

import dev.kvcdi.internal.CoreMessage;
import org.jspecify.annotations.Nullable;

/** A mistake that fails a deployment: what is wrong, where, and what to do. */
public final class Problem {

    private final String what;
    private final @Nullable String property;
    private final @Nullable String value;
    private final String action;

    private Problem(String what, @Nullable String property, @Nullable String value, String action) {
        this.what = what;
        this.property = property;
        this.value = value;
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
        return new Problem(message.with(arguments), null, null, "");
    }

    /**
     * Returns this mistake with the key that it is about.
     *
     * @param key the key
     * @param shown the value and where it came from, or null when it is not set; never a secret
     * @return the mistake
     */
    Problem at(String key, @Nullable String shown) {
        return new Problem(what, key, shown == null ? "not set" : shown, action);
    }

    /**
     * Returns this mistake with what is to be done.
     *
     * @param remedy what to do
     * @return the mistake
     */
    public Problem action(String remedy) {
        return new Problem(what, property, value, remedy);
    }

    /**
     * Returns the mistake as it is reported.
     *
     * @return a text of several lines
     */
    public String describe() {
        var text = new StringBuilder(what);
        if (property != null && value != null) {
            line(text, "property:    ", property);
            line(text, "environment: ", KeyNames.environment(property));
            line(text, "value:       ", value);
        }
        line(text, "action:      ", action);
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append("\n    ").append(label).append(content);
    }
}
