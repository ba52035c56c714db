package dev.kvcdi.internal;

import dev.kvcdi.spi.Message;
import java.lang.System.Logger.Level;

/**
 * What the core tells those who run an application: KVCDI00xx in the log, KVCDI01xx when a deployment fails. {@code FAILURES.md} has an
 * entry for each. A number is never given to something else; the exceptions of the API have theirs in their own catalogue.
 */
public enum CoreMessage implements Message {
    STORE_OPEN(
            "KVCDI0001",
            Level.INFO,
            "Store '{store}' ({driver}) is open at {place}, by {version}, with {capabilities}"),
    ENGINE_DOWN(
            "KVCDI0002",
            Level.WARNING,
            "Driver {driver} of {application}: {reason} Connecting goes on in the background; calls fail with {kind} until it succeeds."),
    ENGINE_BACK("KVCDI0003", Level.INFO, "Driver {driver} of {application}: the engine is connected again."),
    STORE_DOWN(
            "KVCDI0004",
            Level.WARNING,
            "Store '{store}' ({driver}) cannot be opened: {reason} Opening is tried again in the background; calls fail with"
                    + " {kind} until it succeeds."),
    CAPABILITY_LACKING(
            "KVCDI0005",
            Level.WARNING,
            "Store '{store}' ({driver}) lacks {capabilities}, which the application requires. Calls that need it fail. Use an"
                    + " engine that has it, or do not require it at @Store(requires = …)"),
    CLOSE_FAILED(
            "KVCDI0006",
            Level.ERROR,
            "Driver {driver} of {application}: closing failed, and what was acknowledged last may not be kept: {reason}"),
    LEFT_OPEN(
            "KVCDI0007",
            Level.WARNING,
            "Driver {driver} of {application} is not closed in time, because calls of its stores are still running, or it is slow to close. It"
                    + " stays open until they end, since closing it beneath them would crash the server; its files stay locked"
                    + " meanwhile. Look for threads that do not return from a store's method or from the function given to"
                    + " withNative. ({thread}: {stack})"),
    NO_MICROPROFILE_CONFIG(
            "KVCDI0008",
            Level.INFO,
            "There is no MicroProfile Config here; keys are looked up in system properties and the environment"),
    COPIED("KVCDI0009", Level.INFO, "Store '{store}' ({driver}), copy: copied from {source}: {result}"),
    NO_THREAD_FOR_CHANGES(
            "KVCDI0010",
            Level.WARNING,
            "Store '{store}' ({driver}), watch: no thread was to be had to deliver changes; they are reported as lost with the"
                    + " next change"),
    LISTENER_FAILED(
            "KVCDI0011", Level.WARNING, "Store '{store}' ({driver}), watch: the listener failed; the watch goes on"),
    CHANGE_NOT_DECODED(
            "KVCDI0012",
            Level.WARNING,
            "Store '{store}' ({driver}), watch: an entry could not be decoded ({failure}), and is reported as lost"),
    WATCH_NOT_ENDED(
            "KVCDI0013",
            Level.WARNING,
            "Store '{store}' ({driver}), watch: the engine failed to end the watch; its changes are ignored from now on"),
    LISTENER_STILL_RUNS(
            "KVCDI0014",
            Level.WARNING,
            "Store '{store}' ({driver}), watch: a listener still runs after {time} ms; it is left alone"),
    JSONB_NOT_CLOSED(
            "KVCDI0015",
            Level.WARNING,
            "Store '{store}' ({driver}), close: JSON-B could not be closed; the store is closed all the same"),
    UNKNOWN_VARIABLE(
            "KVCDI0016",
            Level.WARNING,
            "{name} (from {source}) is no key of the key-value stores and is ignored.{nearest}"),
    EXPRESSION_IN_SECRET(
            "KVCDI0017",
            Level.WARNING,
            "{key} (from {source}) contains ${, which MicroProfile Config expands as an expression. If it is part of the secret,"
                    + " put the secret into a file and name that in {file key}"),
    DEFAULT_STORE_KEY(
            "KVCDI0018",
            Level.WARNING,
            "{key} (from {source}) concerns the default store only, which the driver '{driver}' does not keep here, but {stores}:"
                    + " it is ignored. Write {store key} ({variable}) for a store, or remove it"),
    MEMORY_FORGETS(
            "KVCDI0019",
            Level.INFO,
            "Driver memory keeps entries in memory only: all of them are lost when the application stops"),
    TELEMETRY_UNUSABLE(
            "KVCDI0020",
            Level.WARNING,
            "The server's OpenTelemetry cannot be used, so the stores go without: {exception}"),
    TELEMETRY_FAILED(
            "KVCDI0021",
            Level.WARNING,
            "OpenTelemetry failed to record an operation or a measure; operations go on, and further failures of this kind are not"
                    + " told. Set kv.telemetry=false to do without."),
    MEASURE_FAILED(
            "KVCDI0022",
            Level.WARNING,
            "Driver {driver}: the measure {measure} cannot be read, and is missing until it can; others are not concerned, and"
                    + " further failures of this measure are not told. Report it to the driver's authors"),
    ENGINE_SILENT(
            "KVCDI0023",
            Level.WARNING,
            "Driver {driver} of {application}: {reason} Calls fail with {kind} until the engine answers again."),
    ENGINE_ANSWERS("KVCDI0024", Level.INFO, "Driver {driver} of {application}: the engine answers again."),

    DRIVER_NOT_LOADED("KVCDI0101", "A driver cannot be loaded: {reason}"),
    DRIVER_OF_OTHER_VERSION(
            "KVCDI0102",
            "The driver {class} ({jar}) is made for version {version} of the driver interface, and this kv-cdi has version"
                    + " {other version}"),
    DRIVER_MISNAMED("KVCDI0103", "The driver {class} has the name '{name}', which drivers must not have"),
    DRIVERS_OF_ONE_NAME(
            "KVCDI0104", "Two drivers have the name '{name}': {class} ({jar}) and {other class} ({other jar})"),
    DRIVER_KEY(
            "KVCDI0105",
            "The driver '{driver}' declares the configuration key '{key}', which is misspelt or declared twice"),
    STORE_MISNAMED("KVCDI0106", "'{name}' is no name for a store{where}"),
    PLACE_UNKNOWN("KVCDI0107", "The driver '{driver}' cannot tell where it keeps {stores}: {reason}"),
    DRIVER_ABSENT("KVCDI0108", "There is no driver named '{name}' in the application"),
    DRIVER_NOT_CHOSEN("KVCDI0109", "Several drivers are present, and none is chosen: {drivers}"),
    NO_DRIVER("KVCDI0110", "No driver is present but 'memory', which must be chosen"),
    CAPABILITY_IMPOSSIBLE(
            "KVCDI0111", "The store '{store}' requires {capabilities}{where}, which the driver '{driver}' never has"),
    ONE_PLACE("KVCDI0112", "The stores '{store}' and '{other store}' are kept in one place: {driver}, {place}"),
    ONE_VARIABLE(
            "KVCDI0113", "The keys {key} and {other key} have one environment variable, which cannot tell them apart"),
    UNKNOWN_KEY("KVCDI0114", "{key} is no key of the key-value stores{explanation}"),
    VALUE_AND_FILE("KVCDI0115", "Both {key} and {file key} are set"),
    VALUE_NOT_EXPANDED("KVCDI0116", "The value cannot be made out ({exception})"),
    SECRET_FILE("KVCDI0117", "The file with the secret cannot be used: {exception}, {reason}"),
    VALUE_UNREADABLE("KVCDI0118", "The value is {mistake}"),
    VALUE_REFUSED("KVCDI0119", "The value is refused"),
    TYPE_INEXACT("KVCDI0120", "The injection point {place} has the type {type}, from which no type of values follows"),
    SEVERAL_COPIES("KVCDI0121", "One module of the application sees several copies of kv-cdi:{places}"),
    REGISTERED_TWICE("KVCDI0122", "The extension of kv-cdi is registered twice in one application, here by {jar}"),
    SEVERAL_CODECS("KVCDI0123", "Several beans are a Codec<{type}>: {beans}");

    private final String number;
    private final Level level;
    private final String text;

    CoreMessage(String number, Level level, String text) {
        this.number = number;
        this.level = level;
        this.text = text;
    }

    /** A problem of a deployment, which is no log message but ends the deployment. */
    CoreMessage(String number, String text) {
        this(number, Level.ERROR, text);
    }

    @Override
    public String number() {
        return number;
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public String text() {
        return text;
    }
}
