package dev.kvcdi.dynamodb.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB Local in a JVM of its own, on a free port of the loopback interface, with DynamoDB Streams at the same endpoint. It ends with
 * the JVM that started it, also when that one is killed.
 *
 * <p>It takes any region and any credentials, as long as there are some and the access key is made of letters and digits; all of them see
 * the same tables, unless the server keeps them apart. This class needs nothing but the JDK: what DynamoDB Local needs is in its own JVM's class path only, which the build
 * leaves beside this module's classes.
 */
public final class DynamoDbLocal implements AutoCloseable {

    static final String PORT_FILE = "port";

    private static final String CLASS_PATH = "server-class-path.txt";
    private static final int START_SECONDS = 60;
    private static final int LOOK_MILLIS = 20;
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 19_999;

    private final Path folder;
    private final List<String> options;
    private int port = freePort();
    private @Nullable Process process;

    private DynamoDbLocal(boolean keeping, boolean shared) {
        try {
            this.folder = Files.createTempDirectory("kvcdi-dynamodb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> options = new ArrayList<>(keeping ? List.of("-dbPath", folder.toString()) : List.of("-inMemory"));
        if (shared) {
            options.add("-sharedDb");
        }
        this.options = List.copyOf(options);
    }

    /**
     * Starts a server with its tables in memory.
     *
     * @return the server, which answers
     */
    public static DynamoDbLocal start() {
        return start(false, true);
    }

    /**
     * Starts a server that has tables in memory for each region and each access key apart. What it does for a write to a table with a
     * stream takes as long as there were such writes before, of all tables together: many tables are better kept apart.
     *
     * @return the server, which answers
     */
    public static DynamoDbLocal startApart() {
        return start(false, false);
    }

    /**
     * Starts a server that finds its tables again when it was killed. It is slower.
     *
     * @return the server, which answers
     */
    public static DynamoDbLocal startKeeping() {
        return start(true, true);
    }

    private static DynamoDbLocal start(boolean keeping, boolean shared) {
        DynamoDbLocal server = new DynamoDbLocal(keeping, shared);
        try {
            server.startAgain();
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Returns the one server that all tests of this JVM share, after starting it at the first call. It is never closed, and ends with the
     * JVM.
     *
     * @return the server, which answers
     */
    public static DynamoDbLocal shared() {
        return Shared.SERVER;
    }

    /**
     * Returns a port that nobody listens on, and none of those that systems give to outgoing connections: one of these could take it while
     * the server is down.
     */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody listens there: the next one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts it, again at the port that it had before. */
    public void startAgain() {
        Path portFile = folder.resolve(PORT_FILE);
        Path log = folder.resolve("log.txt");
        try {
            Files.deleteIfExists(portFile);
            Process started = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!Files.exists(portFile)) {
                if (started.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(
                            "DynamoDB Local ended with " + started.exitValue() + ": " + Files.readString(log));
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("DynamoDB Local did not start within " + START_SECONDS
                            + " seconds: " + Files.readString(log));
                }
            }
            port = Integer.parseInt(Files.readString(portFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while DynamoDB Local started", e);
        }
    }

    private List<String> command() throws IOException {
        Path built = built();
        Path file = built.resolveSibling(CLASS_PATH);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("These tests need DynamoDB Local, whose class path was expected in " + file
                    + ". Build it with ./mvnw -pl kv-cdi/dynamodb-local process-classes, while package"
                    + " repositories can be reached");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for a minute or two, in which compiling well costs more than it brings.
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-classpath",
                built
                        + System.getProperty("path.separator")
                        + Files.readString(file).strip(),
                "dev.kvcdi.dynamodb.server.LoopbackServer",
                folder.toString(),
                Integer.toString(port)));
        command.addAll(options);
        return command;
    }

    /** Returns the folder or jar of this module's classes. */
    private static Path built() {
        CodeSource source = DynamoDbLocal.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The classes of this module are in no file", e);
        }
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
     * Returns what to configure as the endpoint.
     *
     * @return the URL
     */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the id of its process, which has to run. */
    long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("The server does not run");
        }
        return running.pid();
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
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while DynamoDB Local was sent a signal", e);
        }
    }

    /** Ends the process at once, as a crash does. */
    public void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            try {
                running.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while DynamoDB Local ended", e);
            }
        }
    }

    @Override
    public void close() {
        kill();
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Starts the shared server when it is first asked for. */
    private static final class Shared {

        static final DynamoDbLocal SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
