package dev.kvcdi.spi;

import java.util.Objects;

/**
 * A measure that an engine keeps of itself and operators look at, such as memory or reconnects. A driver {@linkplain KVDriver#metrics()
 * declares} it, and {@link MetricsFacet} reads it. The core hands it to the server's OpenTelemetry, where there is one.
 */
public final class Metric {

    /** What a value is. */
    public enum Kind {
        /** An amount, which rises and falls. */
        GAUGE,
        /** A count of what happened since the engine was connected, which never falls; the core adds up what connections counted. */
        COUNTER
    }

    /** What a value is of. */
    public enum Scope {
        /** The engine, whichever stores share it. */
        ENGINE,
        /** One store. */
        STORE
    }

    private final Scope scope;
    private final Kind kind;
    private final String name;
    private final String unit;
    private final String doc;

    private Metric(Scope scope, Kind kind, String name, String unit, String doc) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.name = Objects.requireNonNull(name, "name");
        this.unit = Objects.requireNonNull(unit, "unit");
        this.doc = Objects.requireNonNull(doc, "doc");
    }

    /**
     * Declares a measure of the engine.
     *
     * @param kind what a value is
     * @param name the name by OpenTelemetry's conventions, beginning with the driver's domain, such as {@code kvcdi.nats.reconnects}
     * @param unit the unit in UCUM's notation: {@code By} for bytes, {@code {reconnect}} for a count of such
     * @param doc what it is, in one sentence
     * @return the measure
     */
    public static Metric engine(Kind kind, String name, String unit, String doc) {
        return new Metric(Scope.ENGINE, kind, name, unit, doc);
    }

    /**
     * Declares a measure of each store.
     *
     * @param kind what a value is
     * @param name the name, as for {@link #engine}
     * @param unit the unit, as for {@link #engine}
     * @param doc what it is, in one sentence
     * @return the measure
     */
    public static Metric store(Kind kind, String name, String unit, String doc) {
        return new Metric(Scope.STORE, kind, name, unit, doc);
    }

    /**
     * Returns what a value is of.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * Returns what a value is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the name.
     *
     * @return the name, by OpenTelemetry's conventions
     */
    public String name() {
        return name;
    }

    /**
     * Returns the unit.
     *
     * @return the unit, in UCUM's notation
     */
    public String unit() {
        return unit;
    }

    /**
     * Returns what the measure is.
     *
     * @return one sentence
     */
    public String doc() {
        return doc;
    }

    @Override
    public String toString() {
        return "Metric[" + name + "]";
    }
}
