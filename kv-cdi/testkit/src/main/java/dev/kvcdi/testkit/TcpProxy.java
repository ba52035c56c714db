package dev.kvcdi.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on loopback, and breaks what passes when it is told to: for tests of faults. */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile CountDownLatch flowing = new CountDownLatch(0);
    private volatile boolean refusing;
    private volatile boolean losingAnswers;
    private volatile boolean losingRequests;
    private volatile @Nullable String losingAnswersTo;
    private volatile @Nullable String losingFrom;

    /**
     * Begins to listen on a free port.
     *
     * @param target the server's port
     */
    public TcpProxy(int target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("proxy", this::accept);
    }

    /**
     * Returns where the proxy listens.
     *
     * @return host and port, separated by a colon
     */
    public String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Swallows what the server sends, from now on. */
    public void loseAnswers() {
        losingAnswers = true;
    }

    /** Swallows what the client sends, from now on. */
    public void loseRequests() {
        losingRequests = true;
    }

    /**
     * Swallows what the server sends, from the moment on when the client sends something.
     *
     * @param text what is in it
     */
    public void loseAnswersTo(String text) {
        losingAnswersTo = text;
    }

    /**
     * Swallows what the client sends, from a message on.
     *
     * @param text what is in it
     */
    public void loseFrom(String text) {
        losingFrom = text;
    }

    /** Stops reading what clients send, until {@link #cut}: it piles up in the network and then in the client. */
    public void stall() {
        flowing = new CountDownLatch(1);
    }

    /**
     * Tells whether requests or answers are being swallowed.
     *
     * @return whether something is lost
     */
    public boolean losing() {
        return losingAnswers || losingRequests;
    }

    /** Breaks all connections, and lets the next ones pass everything. */
    public void cut() {
        losingAnswersTo = null;
        losingFrom = null;
        losingAnswers = false;
        losingRequests = false;
        breakAll();
        flowing.countDown();
    }

    /** Breaks all connections, and takes no new ones. */
    public void refuse() {
        refusing = true;
        breakAll();
    }

    /** Takes connections again. */
    public void accepting() {
        refusing = false;
    }

    private void breakAll() {
        open.forEach(TcpProxy::quietly);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                Socket server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                open.add(client);
                open.add(server);
                start("proxy to server", () -> pump(client, server, true));
                start("proxy to client", () -> pump(server, client, false));
            } catch (IOException e) {
                // The server is down, or the proxy ends: the client sees a broken connection either way.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (requests) {
                    flowing.await();
                    look(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                if (!(requests ? losingRequests : losingAnswers)) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // A broken connection is what this is for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            quietly(from);
            quietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void look(String request) {
        String answersTo = losingAnswersTo;
        if (answersTo != null && request.contains(answersTo)) {
            losingAnswers = true;
        }
        String from = losingFrom;
        if (from != null && request.contains(from)) {
            losingRequests = true;
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        breakAll();
    }
}
