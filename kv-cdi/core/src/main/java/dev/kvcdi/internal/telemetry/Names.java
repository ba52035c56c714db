package dev.kvcdi.internal.telemetry;

import dev.kvcdi.spi.EngineException;
import io.opentelemetry.api.common.AttributeKey;

/** The attributes that are recorded: those of OpenTelemetry's conventions for databases, and one of ours. */
final class Names {

    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");
    static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> EXCEPTION = AttributeKey.stringKey("exception.type");
    static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");

    /** The stores that share an engine, separated by commas: what tells two engines of one driver apart. */
    static final AttributeKey<String> STORES = AttributeKey.stringKey("kvcdi.stores");

    private Names() {}

    /** Names a failure: its kind, or the class of what is a defect. */
    static String error(Throwable failure) {
        return failure instanceof EngineException known
                ? known.kind().name()
                : failure.getClass().getName();
    }
}
