package dev.kvcdi.nats.server;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.KeyValue;
import io.nats.client.KeyValueManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A connection of the plain client, beside the driver under test. */
public final class PlainClient implements AutoCloseable {

    /** How long a connection, and any answer on it, is waited for: longer than a busy machine takes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Connection connection;

    private PlainClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param urls the servers' URLs, separated by commas
     * @return the client
     */
    public static PlainClient connect(String urls) {
        try {
            return new PlainClient(Nats.connect(Options.builder()
                    .servers(urls.split(",", -1))
                    .connectionTimeout(TIMEOUT)
                    .errorListener(new ErrorListener() {})
                    .build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting", e);
        }
    }

    /**
     * Returns the connection, for messages that nobody is to answer.
     *
     * @return the connection, which this closes
     */
    public Connection connection() {
        return connection;
    }

    /**
     * Returns the management of streams.
     *
     * @return the management
     * @throws IOException if there is no connection
     */
    public JetStreamManagement jetStreamManagement() throws IOException {
        return connection.jetStreamManagement();
    }

    /**
     * Returns the management of streams, for requests that nobody may answer.
     *
     * @param timeout how long an answer is waited for
     * @return the management
     * @throws IOException if there is no connection
     */
    public JetStreamManagement jetStreamManagement(Duration timeout) throws IOException {
        return connection.jetStreamManagement(
                JetStreamOptions.builder().requestTimeout(timeout).build());
    }

    /**
     * Returns the streams.
     *
     * @return the streams
     * @throws IOException if there is no connection
     */
    public JetStream jetStream() throws IOException {
        return connection.jetStream();
    }

    /**
     * Returns the management of buckets.
     *
     * @return the management
     * @throws IOException if there is no connection
     */
    public KeyValueManagement keyValueManagement() throws IOException {
        return connection.keyValueManagement();
    }

    /**
     * Returns a bucket.
     *
     * @param bucket its name
     * @return the bucket
     * @throws IOException if there is no connection
     */
    public KeyValue keyValue(String bucket) throws IOException {
        return connection.keyValue(bucket);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while closing", e);
        }
    }
}
