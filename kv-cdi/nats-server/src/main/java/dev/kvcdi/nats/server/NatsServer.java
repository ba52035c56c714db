package dev.kvcdi.nats.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A nats-server with JetStream on a free port of the loopback interface, its data in a temporary folder. */
public final class NatsServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 19_999;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Path program;
    private final Path folder;
    private final int port;
    private final String more;
    private @Nullable Process process;

    NatsServer(Path program, int port, String more) {
        this.program = program;
        this.port = port;
        this.more = more;
        try {
            this.folder = Files.createTempDirectory("kvcdi-nats");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server that stands alone.
     *
     * @param binary which
     * @return the server, which answers
     */
    public static NatsServer start(NatsBinary binary) {
        return start(binary, "");
    }

    /**
     * Starts a server that stands alone, with more configuration.
     *
     * @param binary which
     * @param more lines of nats-server configuration
     * @return the server, which listens
     */
    public static NatsServer start(NatsBinary binary, String more) {
        NatsServer server = new NatsServer(binary.file(), freePort(), "server_name: single\n" + more);
        server.start();
        return server;
    }

    /** Starts it, again over the same data if it ran before, and waits until it listens. */
    public void start() {
        try {
            Path config = folder.resolve("server.conf");
            Files.writeString(
                    config,
                    "listen: \"127.0.0.1:" + port + "\"\n"
                            + "jetstream { store_dir: \"" + folder.resolve("data")
                            + "\", max_mem: 1GB, max_file: 4GB }\n"
                            + more);
            process = new ProcessBuilder(program.toString(), "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log.txt").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process started = process;
        // For a JVM that ends in the middle of a test.
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        await("nats-server, see " + folder).atMost(START).until(this::listens);
    }

    private boolean listens() throws IOException {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("nats-server ended: " + Files.readString(folder.resolve("log.txt")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until JetStream answers, without credentials. */
    public void awaitJetStream() {
        await("JetStream").atMost(START).ignoreExceptions().until(() -> {
            try (PlainClient connection = connect()) {
                connection.jetStreamManagement().getStreamNames();
                return true;
            }
        });
    }

    /**
     * Connects to it with the plain client.
     *
     * @return the connection, to be closed by the caller
     */
    public PlainClient connect() {
        return PlainClient.connect(url());
    }

    /**
     * Returns its port.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * Returns its URL.
     *
     * @return the URL
     */
    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Stops the process where it is; connections stay open and nothing answers. */
    public void pause() {
        signal("STOP");
    }

    /** Lets the process go on. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("The server does not run");
        }
        try {
            Command.run(List.of("kill", "-" + name, Long.toString(running.pid())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process at once, as a crash does; its data stay. */
    public void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
            await("the end of nats-server").atMost(START).until(() -> !running.isAlive());
        }
    }

    @Override
    public void close() {
        kill();
        try {
            DebianPackage.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a port that nobody listens on, another one each time. It is none of those that systems give to outgoing connections, one of
     * which could take it before the server does, or while the server is down.
     *
     * @return the port
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
            if (!GIVEN.add(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody listens there: the next one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
