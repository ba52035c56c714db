package dev.kvcdi;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a key at the moment of a write for the write to be applied. Applications reach conditions through {@link
 * PutOptions}; drivers receive them.
 */
public final class Condition {

    /** The kinds of conditions. */
    public enum Kind {
        /** Always holds. */
        NONE,
        /** Holds when the key is absent: never written, deleted or expired. */
        ABSENT,
        /** Holds when the key is present. */
        PRESENT,
        /** Holds when the key is present with the {@linkplain Condition#version() expected version}. */
        VERSION
    }

    private static final Condition NONE = new Condition(Kind.NONE, null);
    private static final Condition ABSENT = new Condition(Kind.ABSENT, null);
    private static final Condition PRESENT = new Condition(Kind.PRESENT, null);

    private final Kind kind;
    private final @Nullable Version version;

    private Condition(Kind kind, @Nullable Version version) {
        this.kind = kind;
        this.version = version;
    }

    /**
     * Returns the condition that always holds.
     *
     * @return the condition
     */
    public static Condition none() {
        return NONE;
    }

    /**
     * Returns the condition that the key is absent.
     *
     * @return the condition
     */
    public static Condition absent() {
        return ABSENT;
    }

    /**
     * Returns the condition that the key is present.
     *
     * @return the condition
     */
    public static Condition present() {
        return PRESENT;
    }

    /**
     * Returns the condition that the key is present with this version.
     *
     * @param expected the version
     * @return the condition
     */
    public static Condition version(Version expected) {
        return new Condition(Kind.VERSION, Objects.requireNonNull(expected, "expected"));
    }

    /**
     * Returns the kind.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the expected version.
     *
     * @return the version, present exactly when the kind is {@link Kind#VERSION}
     */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Tells whether the condition holds for a key in this state.
     *
     * @param current the key's version, or null when the key is absent
     * @return whether a write under this condition may be applied
     */
    public boolean holds(@Nullable Version current) {
        return switch (kind) {
            case NONE -> true;
            case ABSENT -> current == null;
            case PRESENT -> current != null;
            case VERSION -> Objects.equals(version, current);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition that && kind == that.kind && Objects.equals(version, that.version);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, version);
    }

    @Override
    public String toString() {
        return version == null ? kind.name() : kind + "(" + version + ")";
    }
}
