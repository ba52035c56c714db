package dev.kvcdi.dynamodb;

import dev.kvcdi.spi.Backend;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.Engine;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import dev.kvcdi.spi.Key;
import dev.kvcdi.spi.StoreConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A client, and the tables that are open with it. */
final class DynamoDbEngine implements Engine {

    /** The largest value that fits into an item with the longest key. */
    static final int LARGEST_VALUE = DynamoDbItem.MAX_BYTES - Key.MAX_BYTES - DynamoDbItem.OVERHEAD;

    private final DynamoDbConfig config;
    private final DriverContext context;
    private final DynamoDbLink link;
    private final List<DynamoDbBackend> backends = new CopyOnWriteArrayList<>();

    /** The tables that were created here and have no time to live yet. */
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    private DynamoDbEngine(DynamoDbConfig config, DriverContext context, DynamoDbLink link) {
        this.config = config;
        this.context = context;
        this.link = link;
    }

    /**
     * Makes a client for a configuration.
     *
     * @throws EngineException if that fails; nothing is left open then
     */
    static Engine connect(DynamoDbConfig config, DriverContext context) {
        config.problem().ifPresent(problem -> {
            throw new EngineException(Kind.ACCESS_DENIED, "Not connected, since " + problem, null);
        });
        return new DynamoDbEngine(config, context, DynamoDbLink.connect(config, context));
    }

    @Override
    public Backend open(StoreConfig store) {
        if (store.maxValueBytes() > LARGEST_VALUE) {
            throw new EngineException(
                    Kind.LIMIT,
                    "kv.max-value-bytes is " + store.maxValueBytes()
                            + ", but items of DynamoDB have room for values of at most " + LARGEST_VALUE
                            + " bytes: lower it",
                    null);
        }
        String name = config.table(store);
        DynamoDbErrors errors = new DynamoDbErrors(name, config.where());
        TableDescription table = new TableOpening(link, context, errors, config, name, created).open();
        DynamoDbBackend backend = new DynamoDbBackend(new DynamoDbTable(link, context, errors, config, table));
        backends.add(backend);
        return backend;
    }

    @Override
    public void close() {
        backends.forEach(DynamoDbBackend::close);
        link.close();
    }
}
