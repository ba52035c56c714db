package dev.kvcdi.nats;

import dev.kvcdi.nats.server.NatsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Stands between a client and a server on loopback, and changes what passes, as much of it as comes at once. */
final class ChangingProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final UnaryOperator<String> requests;
    private final UnaryOperator<String> answers;

    /**
     * Begins to listen on a free port.
     *
     * @param target the server's port
     * @param requests changes what the client sends
     * @param answers changes what the server sends
     */
    ChangingProxy(int target, UnaryOperator<String> requests, UnaryOperator<String> answers) throws IOException {
        this.target = target;
        this.requests = requests;
        this.answers = answers;
        this.listening = new ServerSocket(NatsServer.freePort(), 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(server);
                start(() -> pump(client, server, requests));
                start(() -> pump(server, client, answers));
            } catch (IOException e) {
                // The server is down, or the proxy ends: the client sees no connection either way.
            }
        }
    }

    private void pump(Socket from, Socket to, UnaryOperator<String> change) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                out.write(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // The other side sees a broken connection.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "changing proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        refuse();
    }

    /** Breaks all connections and takes no new ones. */
    void refuse() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    /** Breaks all connections. */
    void cut() {
        try {
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
