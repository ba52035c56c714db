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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on loopback, and breaks what passes when it is told to: for tests of faults. */
public final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile CountDownLatch flowing = new CountDownLatch(0);
    private volatile CountDownLatch passing = new CountDownLatch(0);
    private volatile boolean refusing;
    private volatile boolean losingAnswers;
    private volatile boolean losingRequests;
    private volatile @Nullable String losingAnswersTo;
    private volatile @Nullable String losingFrom;
    private final AtomicReference<@Nullable Fault> next = new AtomicReference<>();
    private final AtomicInteger faults = new AtomicInteger();

    /** What happens to a request, and to the connection that it came on. */
    public enum Fate {
        /** The server does not get it; the connection breaks. */
        UNSENT,
        /** The server answers it, and the connection breaks instead of passing the answer: what the request asks for was done. */
        UNANSWERED,
        /** The server answers it, and the answer does not come, nor does anything else on that connection, until {@link #cut}. */
        STALLED
    }

    private record Fault(Fate fate, String text, AtomicInteger left) {}

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

    /**
     * Gives a fate to requests from now on, in place of what was said in an earlier call. It is for protocols that answer each request
     * of a connection before the next is sent, such as HTTP.
     *
     * @param fate what happens to them
     * @param text what is in them, within the first bytes that are sent at once
     * @param times how many of them there are
     */
    public void fail(Fate fate, String text, int times) {
        next.set(new Fault(fate, text, new AtomicInteger(times)));
    }

    /**
     * Returns how many requests met the fate that was given to them. One whose answer is held back counts from when the server sent it.
     *
     * @return the number since the beginning
     */
    public int failed() {
        return faults.get();
    }

    /** Stops reading what clients send, until {@link #cut}: it piles up in the network and then in the client. */
    public void stall() {
        flowing = new CountDownLatch(1);
    }

    /** Holds up everything in both directions, on new connections too, until {@link #resume}. */
    public void hang() {
        passing = new CountDownLatch(1);
    }

    /** Lets pass what {@link #hang} held up, as far as its connection is still there, and everything after it. */
    public void resume() {
        passing.countDown();
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
        next.set(null);
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
                if (refusing) {
                    // Whoever refuses meanwhile may have broken all connections before this one was among them.
                    breakAll();
                }
                AtomicReference<@Nullable Fate> fate = new AtomicReference<>();
                start("proxy to server", () -> pump(client, server, true, fate));
                start("proxy to client", () -> pump(server, client, false, fate));
            } catch (IOException e) {
                // The server is down, or the proxy ends: the client sees a broken connection either way.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean requests, AtomicReference<@Nullable Fate> fate) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passing.await();
                if (requests) {
                    flowing.await();
                    look(new String(buffer, 0, read, StandardCharsets.ISO_8859_1), fate);
                }
                Fate now = fate.get();
                if (requests ? now == Fate.UNSENT : now == Fate.UNANSWERED) {
                    faults.incrementAndGet();
                    return;
                }
                if (!requests && now == Fate.STALLED) {
                    faults.incrementAndGet();
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
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

    private void look(String request, AtomicReference<@Nullable Fate> fate) {
        Fault fault = next.get();
        if (fault != null && request.contains(fault.text()) && fault.left().getAndDecrement() > 0) {
            fate.set(fault.fate());
        }
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
        resume();
    }
}
