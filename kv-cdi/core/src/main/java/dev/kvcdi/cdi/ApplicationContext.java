package dev.kvcdi.cdi;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;

/**
 * The context of the application itself, its names and class loader, without any request's user. A class of its own, since servers
 * without Jakarta Concurrency lack the type.
 */
final class ApplicationContext {

    private ApplicationContext() {}

    /**
     * Returns an executor whose tasks have the context that the calling thread has now, whoever hands them in: a request's thread,
     * whose user would go with them, or one of an engine's client, which has no context at all.
     *
     * @param threads runs the tasks
     * @param service the server's {@link ContextService}
     */
    static Executor around(Executor threads, Object service) {
        if (!(service instanceof ContextService contexts)) {
            return threads;
        }
        Executor here = contexts.currentContextExecutor();
        return task -> threads.execute(() -> here.execute(task));
    }
}
