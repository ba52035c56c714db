package dev.kvcdi;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of one write of one key: an opaque text that changes with every write and is never issued twice for a key, not even
 * after the key was deleted or the store re-created.
 *
 * <p>A version that a store issued has 1 to {@value #MAX_LENGTH} characters, all of them legal inside an HTTP entity tag, so it can
 * travel to a client and back. Versions have no order. Any text makes a version; one that the store did not issue for the entry as
 * it is now loses the condition that it is used in. A version may be kept in a session that a server writes to disk.
 */
public final class Version implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The most characters a store's version has. */
    public static final int MAX_LENGTH = 64;

    /** The upper 64 bits, where there is no text yet. */
    private final long high;

    /** The lower 64 bits, where there is no text yet. */
    private final long low;

    /** Made of the two numbers when it is first asked for: most reads and writes do not look at the version. */
    private @Nullable String text;

    private Version(long high, long low, @Nullable String text) {
        this.high = high;
        this.low = low;
        this.text = text;
    }

    /**
     * Returns the version with this text.
     *
     * @param text any text, as {@link #text()} gave it or as a client sent it
     * @return the version
     */
    public static Version of(String text) {
        return new Version(0, 0, Objects.requireNonNull(text, "text"));
    }

    /**
     * Returns the version of 128 bits, for drivers whose versions are numbers: its text is made only when somebody wants it.
     *
     * @param high the upper 64 bits
     * @param low the lower 64 bits
     * @return the version, whose text is both numbers as 16 hexadecimal digits each, with a hyphen between them
     */
    public static Version of(long high, long low) {
        return new Version(high, low, null);
    }

    /**
     * Returns the version as text.
     *
     * @return the text
     */
    public String text() {
        String made = text;
        if (made == null) {
            // Two threads may both make it; the texts are equal, and a String is safe to hand over without
            // synchronization.
            HexFormat hex = HexFormat.of();
            made = hex.toHexDigits(high) + '-' + hex.toHexDigits(low);
            text = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
