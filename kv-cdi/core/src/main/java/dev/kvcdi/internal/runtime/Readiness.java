package dev.kvcdi.internal.runtime;

import dev.kvcdi.Capability;
import dev.kvcdi.internal.engine.Engines.Status;
import dev.kvcdi.internal.engine.StorePlan;
import dev.kvcdi.spi.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the stores of an application are fit for use: what is known of each, and a read from each that is open. An answer takes no
 * longer than {@link #BOUND}, however long an engine does, and is kept for {@link #KEPT}, so that whoever asks often loads no engine.
 */
public final class Readiness {

    /** How long all stores together are waited for; platforms that ask give up soon after. */
    static final Duration BOUND = Duration.ofMillis(1_500);

    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int LONGEST_REASON = 500;
    private static final Pattern USER_INFORMATION = Pattern.compile("[^\\s,/]*@");
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final StoreRuntime runtime;
    private final Duration kept;
    private final Map<String, Probe> probes = new HashMap<>();
    private List<Report> last = List.of();
    private long lastNanos;

    /** What a store is fit for. */
    public enum State {
        /** The first attempt to connect is under way. */
        OPENING,
        /** It answers, and has what the application requires. */
        READY,
        /** It does not answer, or lacks what the application requires. */
        DOWN
    }

    /**
     * How one store is.
     *
     * @param application the application's name
     * @param store the store's name
     * @param driver the driver's name
     * @param location where the entries are kept
     * @param state what it is fit for
     * @param latency how long the read took, when there was an answer
     * @param reason why it is not ready, without secrets, in one line; empty when it is
     */
    public record Report(
            String application,
            String store,
            String driver,
            String location,
            State state,
            Optional<Duration> latency,
            Optional<String> reason) {}

    /**
     * Watches over the stores of a runtime.
     *
     * @param runtime the runtime
     */
    Readiness(StoreRuntime runtime) {
        this(runtime, KEPT);
    }

    Readiness(StoreRuntime runtime, Duration kept) {
        this.runtime = runtime;
        this.kept = kept;
    }

    /**
     * Tells how the stores are. Who asks while another one does shares its answer.
     *
     * @return a report for each store
     */
    public synchronized List<Report> reports() {
        long now = System.nanoTime();
        if (last.isEmpty() || now - lastNanos > kept.toNanos()) {
            List<Report> asked = ask(now + BOUND.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                // What was not waited for says nothing to others.
                return asked;
            }
            last = asked;
            lastNanos = System.nanoTime();
        }
        return last;
    }

    private List<Report> ask(long deadline) {
        List<Status> stores = runtime.status();
        var answers = new HashMap<String, CompletableFuture<Duration>>();
        for (Status store : stores) {
            if (store.open()) {
                String name = store.plan().name();
                probe(name).ifPresent(probe -> answers.put(name, probe.answer()));
            }
        }
        var reports = new ArrayList<Report>();
        for (Status store : stores) {
            CompletableFuture<Duration> answer = answers.get(store.plan().name());
            reports.add(answer == null ? notOpen(store) : answered(store, Probe.await(answer, deadline)));
        }
        return List.copyOf(reports);
    }

    private Optional<Probe> probe(String store) {
        if (!probes.containsKey(store)) {
            runtime.probe(store).ifPresent(made -> probes.put(store, made));
        }
        return Optional.ofNullable(probes.get(store));
    }

    private static Report notOpen(Status store) {
        return store.failure()
                .map(failure -> down(store, reason(failure)))
                .orElseGet(() -> report(
                        store,
                        State.OPENING,
                        Optional.empty(),
                        Optional.of("The first attempt to connect is under way.")));
    }

    private static Report answered(Status store, Probe.Answer answer) {
        if (answer.failure() != null) {
            return down(store, answer.failure());
        }
        var missing = new TreeSet<Capability>(store.plan().requires());
        missing.removeAll(store.capabilities());
        if (!missing.isEmpty()) {
            return down(store, "The engine lacks " + missing + ", which the application requires.");
        }
        return report(store, State.READY, Optional.ofNullable(answer.latency()), Optional.empty());
    }

    private static Report down(Status store, String reason) {
        return report(store, State.DOWN, Optional.empty(), Optional.of(sanitized(reason)));
    }

    private static Report report(Status store, State state, Optional<Duration> latency, Optional<String> reason) {
        StorePlan plan = store.plan();
        return new Report(
                plan.connection().application(),
                plan.name(),
                plan.driver().name(),
                plan.place(),
                state,
                latency,
                reason);
    }

    /** Drivers keep secrets out of their messages. Texts of engines may stand in them, so what looks like user information is hidden. */
    private static String sanitized(String reason) {
        String line = BREAKS.matcher(reason).replaceAll(" ").strip();
        String hidden = USER_INFORMATION.matcher(line).replaceAll("(hidden)@");
        return hidden.length() <= LONGEST_REASON ? hidden : hidden.substring(0, LONGEST_REASON) + "…";
    }

    /** Names the failure of a read; nobody knows what the message of a defect tells. */
    static String reason(@Nullable Throwable failure) {
        return failure instanceof EngineException known
                ? String.valueOf(known.getMessage())
                : "The driver failed by a defect of its own ("
                        + (failure == null ? "no exception" : failure.getClass().getName()) + ").";
    }
}
