package dev.kvcdi.servers.inside;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers the class loader of each application that it is deployed in, without keeping it alive. The list hangs on the system
 * properties, which all applications of a server share.
 */
@WebListener
public class LoadedClasses implements ServletContextListener {

    private static final String LOADERS = LoadedClasses.class.getName();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        loaders().add(new WeakReference<>(LoadedClasses.class.getClassLoader()));
    }

    /** How many of the class loaders are still there. */
    static long alive() {
        return loaders().stream().filter(loader -> loader.get() != null).count();
    }

    /** The system properties hold only what an earlier application put under our own name. */
    @SuppressWarnings("unchecked")
    private static List<WeakReference<ClassLoader>> loaders() {
        return (List<WeakReference<ClassLoader>>) System.getProperties()
                .computeIfAbsent(LOADERS, key -> new CopyOnWriteArrayList<WeakReference<ClassLoader>>());
    }
}
