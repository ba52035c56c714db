package dev.kvcdi.servers.inside;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What surrounds running code: which thread, which class loader, which contexts.
 *
 * @param threads the thread's name without numbers, which is that of its pool
 * @param application whether the context class loader is the application's
 * @param module the module's name by JNDI, "none" where the module's names are not to be had
 * @param request whether a CDI request context is active
 * @param transaction whether there is a transaction
 */
public record Surroundings(String threads, boolean application, String module, boolean request, boolean transaction) {

    /** Returns the surroundings of the caller. */
    public static Surroundings here() {
        return new Surroundings(
                Thread.currentThread().getName().replaceAll("\\d+", "#"),
                isApplication(Thread.currentThread().getContextClassLoader()),
                find("java:module/ModuleName", String.class).orElse("none"),
                isRequestActive(),
                find("java:comp/TransactionSynchronizationRegistry", TransactionSynchronizationRegistry.class)
                        .filter(transactions -> transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION)
                        .isPresent());
    }

    /** Returns what the server has under a name, empty where it has nothing of that type. */
    @SuppressWarnings("BanJNDI") // The names are constants of the tests.
    public static <T> Optional<T> find(String name, Class<T> type) {
        try {
            return Optional.of(InitialContext.doLookup(name))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    /** Some servers wrap an application's class loader for its threads, so that it is known by what it loads. */
    private static boolean isApplication(ClassLoader loader) {
        try {
            return Class.forName(Surroundings.class.getName(), false, loader) == Surroundings.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isRequestActive() {
        try {
            return CDI.current()
                    .getBeanManager()
                    .getContext(RequestScoped.class)
                    .isActive();
        } catch (ContextNotActiveException e) {
            return false;
        }
    }
}
