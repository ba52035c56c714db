package dev.kvcdi;

import java.util.Objects;

/**
 * The identity of one write of one key: an opaque text that changes with every write and is never issued twice for a key, not even
 * after the key was deleted or the store re-created.
 *
 * <p>A version that a store issued has 1 to {@value #MAX_LENGTH} characters, all of them legal inside an HTTP entity tag, so it can
 * travel to a client and back. Versions have no order. Any text makes a version; one that the store did not issue for the entry as
 * it is now loses the condition that it is used in.
 */
public final class Version {

    /** The most characters a store's version has. */
    public static final int MAX_LENGTH = 64;

    private final String text;

    private Version(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /**
     * Returns the version with this text.
     *
     * @param text any text, as {@link #text()} gave it or as a client sent it
     * @return the version
     */
    public static Version of(String text) {
        return new Version(text);
    }

    /**
     * Returns the version as text.
     *
     * @return the text, as given to {@link #of}
     */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
