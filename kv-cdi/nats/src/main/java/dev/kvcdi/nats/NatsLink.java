package dev.kvcdi.nats;

import dev.kvcdi.spi.Deadline;
import dev.kvcdi.spi.DriverContext;
import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection to the servers, and the requests that wait for an answer on it. */
final class NatsLink {

    /** A server that does not answer for two pings is given up, so that a dead connection is noticed before users do. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(2);

    private static final int PINGS = 2;
    private static final Duration RECONNECT_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);

    private final DriverContext context;
    private final NatsErrors errors;
    private final ClientThreads threads;
    private final Set<Pending> waiting = ConcurrentHashMap.newKeySet();
    private final Refusals refusals = new Refusals();
    private final CopyOnWriteArrayList<Runnable> reconnected = new CopyOnWriteArrayList<>();
    private volatile boolean closing;
    private volatile boolean givenUp;

    /** The last complaint of a server about a subject, another object each time. */
    private volatile @Nullable Refusal lastRefusal;

    private @Nullable Connection made;

    /** What the server could do that was connected first: buckets were opened by it. */
    private @Nullable ServerFeatures features;

    private NatsLink(DriverContext context, NatsErrors errors, ClientThreads threads) {
        this.context = context;
        this.errors = errors;
        this.threads = threads;
    }

    /**
     * Connects.
     *
     * @throws EngineException if no server can be reached, or none lets us in; nothing is left open then
     */
    static NatsLink connect(NatsConfig config, DriverContext context) {
        NatsErrors errors = new NatsErrors(config.serverList());
        ClientThreads threads = new ClientThreads(config.application());
        NatsLink link = new NatsLink(context, errors, threads);
        Servers servers = new Servers();
        VerifiedTls tls = new VerifiedTls(servers::host);
        LinkEvents events = new LinkEvents(link, context.logger());
        Options.Builder options = Options.builder()
                .servers(config.servers().toArray(String[]::new))
                .connectionName("kv-cdi " + config.application())
                .connectionTimeout(
                        context.timeout().compareTo(LONGEST_CONNECT) < 0 ? context.timeout() : LONGEST_CONNECT)
                .pingInterval(PING_INTERVAL)
                .maxPingsOut(PINGS)
                .socketWriteTimeout(context.timeout().plus(PING_INTERVAL))
                .requestCleanupInterval(context.timeout())
                // What is written while there is no connection fails, and is never sent later.
                .reconnectBufferSize(0)
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_WAIT)
                .reconnectJitter(RECONNECT_WAIT)
                .reconnectJitterTls(RECONNECT_WAIT)
                .serverPool(servers)
                .reportNoResponders()
                // Requests that wait to be written leave together, each at once where none waits: a batch is not a
                // system call for each of its keys.
                .dontForceFlushOnRequest()
                .errorListener(events)
                .connectionListener(events);
        threads.apply(options);
        NatsLogin.apply(config, tls, options);
        if (!config.tls() && !config.plaintextAllowed()) {
            // Servers on this machine may name others.
            options.ignoreDiscoveredServers();
        }
        try {
            Connection connection = Nats.connect(options.build());
            servers.guard(connection);
            link.made = connection;
            link.features = ServerFeatures.of(connection.getServerInfo());
        } catch (AuthenticationException e) {
            throw new EngineException(
                    Kind.ACCESS_DENIED,
                    "The servers " + config.serverList()
                            + " do not let the application in: check kv.nats.user and"
                            + " kv.nats.password, kv.nats.token, kv.nats.nkey or kv.nats.credentials",
                    e);
        } catch (IOException e) {
            throw tls.refusal().map(errors::notTrusted).orElseGet(() -> errors.disconnected(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.interrupted(e);
        } finally {
            if (link.made == null) {
                threads.end();
            }
        }
        link.expectAnswers();
        return link;
    }

    /** Makes sure that answers may come: all requests would seem to be late otherwise. */
    private void expectAnswers() {
        boolean may = false;
        try {
            Connection connection = connection();
            Subscription answers = connection.subscribe(connection.createInbox() + ".*");
            connection.flush(connection.getOptions().getConnectionTimeout());
            if (Refusals.concernsAnswers(connection.getLastError())) {
                throw noAnswers();
            }
            answers.unsubscribe();
            may = true;
        } catch (TimeoutException | IllegalStateException e) {
            throw errors.disconnected(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.interrupted(e);
        } finally {
            if (!may) {
                close();
            }
        }
    }

    private EngineException noAnswers() {
        return errors.denied("subscribe to _INBOX.>", null);
    }

    Connection connection() {
        Connection connection = made;
        if (connection == null) {
            throw errors.disconnected(null);
        }
        return connection;
    }

    /** Returns what the server can do, as it was when the connection was made first. */
    ServerFeatures features() {
        return Objects.requireNonNull(features, "connected");
    }

    /**
     * Makes sure that the server that is connected now can do what the first one could.
     *
     * @throws EngineException if it can do more or less; the core was asked to connect anew then
     */
    void requireSameFeatures() {
        if (!features().equals(ServerFeatures.of(connection().getServerInfo()))) {
            EngineException other = errors.otherServer();
            if (!closing) {
                context.reconnect(other);
            }
            throw other;
        }
    }

    boolean isUp() {
        return connection().getStatus() == Connection.Status.CONNECTED;
    }

    /** Returns how often the connection was made again, the one that replaces a connection which was given up included. */
    long reconnects() {
        long byClient = connection().getStatistics().getReconnects();
        return givenUp ? byClient + 1 : byClient;
    }

    /** Runs something after each time that the connection was made again, on a thread of the client. */
    void onReconnect(Runnable action) {
        reconnected.add(action);
    }

    void forget(Runnable action) {
        reconnected.remove(action);
    }

    /** Returns the management of streams and consumers, whose requests end in time. */
    JetStreamManagement management(Duration timeout) throws IOException {
        if (!isUp()) {
            throw errors.disconnected(null);
        }
        return connection()
                .jetStreamManagement(
                        JetStreamOptions.builder().requestTimeout(timeout).build());
    }

    Refusals refusals() {
        return refusals;
    }

    /**
     * Sends a request.
     *
     * @throws EngineException if it was not sent
     */
    Pending send(String subject, @Nullable Headers headers, byte[] body, Deadline deadline) {
        if (!isUp()) {
            throw errors.disconnected(null);
        }
        if (Thread.currentThread().isInterrupted()) {
            // The client drops what an interrupted thread sends.
            throw errors.interrupted(null);
        }
        Refusal before = lastRefusal;
        Pending pending;
        try {
            pending = new Pending(
                    subject, connection().requestWithTimeout(subject, headers, body, deadline.left()), deadline);
        } catch (IllegalStateException e) {
            throw errors.disconnected(e);
        } catch (IllegalArgumentException e) {
            throw errors.tooLarge(e);
        }
        waiting.add(pending);
        var unused = pending.answer.whenComplete((answer, failure) -> waiting.remove(pending));
        Refusal after = lastRefusal;
        if (after != null && after != before) {
            // It came before the request was known to wait.
            after.concern(pending);
        }
        if (!isUp()) {
            // It broke in between: whoever breaks it may have looked for waiting requests before.
            pending.fail(new NoAnswerException(NoAnswerException.Why.DISCONNECTED, null));
        }
        return pending;
    }

    /**
     * Sends a message that has no answer.
     *
     * @throws EngineException if it was not sent
     */
    void publish(String subject, @Nullable Headers headers, byte[] body) {
        publish(subject, null, headers, body);
    }

    /** The same, with a subject that answers go to. */
    void publishWithReply(String subject, String replyTo, byte[] body) {
        publish(subject, replyTo, null, body);
    }

    private void publish(String subject, @Nullable String replyTo, @Nullable Headers headers, byte[] body) {
        if (!isUp()) {
            throw errors.disconnected(null);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw errors.interrupted(null);
        }
        try {
            connection().publish(subject, replyTo, headers, body);
        } catch (IllegalStateException e) {
            throw errors.disconnected(e);
        } catch (IllegalArgumentException e) {
            throw errors.tooLarge(e);
        }
    }

    /** Called when the connection broke. */
    void disconnected() {
        for (Pending each : waiting) {
            each.fail(new NoAnswerException(NoAnswerException.Why.DISCONNECTED, null));
        }
    }

    /** Called when the connection was made again. */
    void connectedAgain() {
        try {
            requireSameFeatures();
        } catch (EngineException e) {
            context.logger().log(Level.DEBUG, "Another server is connected", e);
        }
        reconnected.forEach(Runnable::run);
    }

    /** Called when the client gave the connection up. */
    void gone() {
        disconnected();
        if (!closing) {
            // Before another connection is asked for, which begins with none, and after which nobody reads this one's.
            givenUp = true;
            context.reconnect(errors.disconnected(null));
        }
    }

    /** Called when a server refuses a message or a subscription of ours. */
    void refused(String error) {
        if (Refusals.concernsAnswers(error) && !closing) {
            // Only a connection that is made anew tells when that has changed.
            context.reconnect(noAnswers());
        }
        refusals.add(error);
        Refusal refusal = new Refusal(error);
        lastRefusal = refusal;
        waiting.forEach(refusal::concern);
    }

    /** Called when the stream of a bucket is gone: connecting again creates it. */
    void bucketGone(EngineException cause) {
        if (!closing) {
            context.reconnect(cause);
        }
    }

    void close() {
        closing = true;
        disconnected();
        try {
            connection().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.logger().log(Level.DEBUG, "Interrupted while the connection was closed");
        } finally {
            threads.end();
        }
    }

    /** A server's complaint that we may not publish to a subject. */
    private final class Refusal {

        private final String error;

        Refusal(String error) {
            this.error = error;
        }

        void concern(Pending pending) {
            if (error.contains('"' + pending.subject + '"')) {
                pending.fail(errors.denied("publish to " + Refusals.kind(pending.subject), null));
            }
        }
    }

    /** A request that was sent. */
    final class Pending {

        private final String subject;
        private final CompletableFuture<Message> answer;
        private final Deadline deadline;

        private Pending(String subject, CompletableFuture<Message> answer, Deadline deadline) {
            this.subject = subject;
            this.answer = answer;
            this.deadline = deadline;
        }

        private void fail(Exception failure) {
            answer.completeExceptionally(failure);
        }

        /**
         * Waits for the answer.
         *
         * @throws NoAnswerException if none came; what was asked for may have been done
         * @throws EngineException if it was not done
         */
        Message await() throws NoAnswerException {
            try {
                return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof NoAnswerException none) {
                    throw none;
                }
                if (cause instanceof EngineException refused) {
                    throw refused;
                }
                if (cause instanceof JetStreamStatusException) {
                    throw errors.nobodyResponds(cause);
                }
                throw new NoAnswerException(NoAnswerException.Why.DISCONNECTED, cause);
            } catch (TimeoutException | CancellationException e) {
                waiting.remove(this);
                throw new NoAnswerException(NoAnswerException.Why.LATE, e);
            } catch (InterruptedException e) {
                waiting.remove(this);
                Thread.currentThread().interrupt();
                throw new NoAnswerException(NoAnswerException.Why.INTERRUPTED, e);
            }
        }
    }
}
