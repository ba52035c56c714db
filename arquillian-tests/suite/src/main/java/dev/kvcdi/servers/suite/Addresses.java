package dev.kvcdi.servers.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** Where the engines are that the suites inside the server use: a file of the archive, since the tests outside start them. */
public final class Addresses {

    /** The URL of a NATS server. */
    public static final String NATS = "nats";

    /** The URLs of a NATS cluster. */
    public static final String NATS_CLUSTER = "nats-cluster";

    /** The endpoint of a DynamoDB Local. */
    public static final String DYNAMODB = "dynamodb";

    /** The URL of a NATS server that wants the token of the exceptions' suite. */
    public static final String NATS_WITH_TOKEN = "nats-with-token";

    /** The endpoint of a DynamoDB that takes no load. */
    public static final String DYNAMODB_THROTTLING = "dynamodb-throttling";

    /** The place in the archive. */
    public static final String FILE = "engines.properties";

    private Addresses() {}

    /** The content of the file. */
    public static String file(Map<String, String> addresses) {
        StringBuilder lines = new StringBuilder();
        addresses.forEach((engine, address) ->
                lines.append(engine).append('=').append(address).append('\n'));
        return lines.toString();
    }

    static String of(String engine) {
        Properties addresses = new Properties();
        try (InputStream file = Addresses.class.getResourceAsStream("/" + FILE)) {
            if (file != null) {
                addresses.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String address = addresses.getProperty(engine);
        if (address == null) {
            throw new IllegalStateException("the archive does not say where the engine is: " + engine);
        }
        return address;
    }
}
