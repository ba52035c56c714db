package dev.kvcdi.internal.telemetry;

import dev.kvcdi.spi.EngineException;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** One call that is being observed: its span, current on the thread until the call ends, and when it began. */
final class Observation {

    private final Operation operation;
    private final @Nullable Span span;
    private final @Nullable Scope scope;
    private final long begin;

    Observation(Operation operation, @Nullable Span span) {
        this.operation = operation;
        this.span = span;
        this.scope = span == null ? null : current(span, operation.fuse());
        this.begin = System.nanoTime();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when the call ends, which every caller tells
    private static @Nullable Scope current(Span span, Fuse fuse) {
        try {
            return span.makeCurrent();
        } catch (RuntimeException | LinkageError e) {
            fuse.blow(e);
            return null;
        }
    }

    void succeeded() {
        end(null);
    }

    void failed(Throwable failure) {
        end(failure);
    }

    private void end(@Nullable Throwable failure) {
        long nanos = System.nanoTime() - begin;
        try {
            // While the span is current, so that the duration refers to it.
            operation.lasted(nanos, failure == null ? null : Names.error(failure));
        } catch (RuntimeException | LinkageError e) {
            operation.fuse().blow(e);
        }
        if (span != null) {
            end(span, failure);
        }
    }

    private void end(Span ending, @Nullable Throwable failure) {
        try {
            if (scope != null) {
                scope.close();
            }
            if (failure != null) {
                record(ending, failure);
            }
            ending.end();
        } catch (RuntimeException | LinkageError e) {
            operation.fuse().blow(e);
        }
    }

    /**
     * Records a failure. Its causes and their stacks are left out, since engines put keys into their messages, and so is the message
     * of a defect.
     */
    private static void record(Span span, Throwable failure) {
        AttributesBuilder event =
                Attributes.builder().put(Names.EXCEPTION, failure.getClass().getName());
        if (failure instanceof EngineException known) {
            String message = String.valueOf(known.getMessage());
            event.put(Names.EXCEPTION_MESSAGE, message);
            span.setStatus(StatusCode.ERROR, message);
        } else {
            span.setStatus(StatusCode.ERROR);
        }
        span.setAttribute(Names.ERROR, Names.error(failure));
        span.addEvent("exception", event.build());
    }
}
