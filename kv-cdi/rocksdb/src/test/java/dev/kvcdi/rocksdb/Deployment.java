package dev.kvcdi.rocksdb;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An application of a server, as far as the native library can tell: the same classes once more, in a class loader of their own. */
final class Deployment implements AutoCloseable {

    private final URLClassLoader classes;

    Deployment() {
        this(entry -> true, ClassLoader.getPlatformClassLoader());
    }

    private Deployment(Predicate<String> entries, ClassLoader parent) {
        classes = classes(entries, parent);
    }

    private static URLClassLoader classes(Predicate<String> entries, ClassLoader parent) {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1)) {
            if (!entries.test(entry)) {
                continue;
            }
            try {
                path.add(Path.of(entry).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new URLClassLoader(path.toArray(new URL[0]), parent);
    }

    /** Returns an application that lacks a library. */
    static Deployment without(String library) {
        return sharing(library, ClassLoader.getPlatformClassLoader());
    }

    /** Returns an application that has a library from its server. */
    static Deployment sharing(String library, ClassLoader server) {
        return new Deployment(entry -> !entry.contains(library), server);
    }

    /** Returns the class loader of a server that has a library for all applications. */
    static ClassLoader server(String library) {
        return classes(entry -> entry.contains(library), ClassLoader.getPlatformClassLoader());
    }

    /** Returns the class loader, to see when it is collected. */
    WeakReference<ClassLoader> loader() {
        return new WeakReference<>(classes);
    }

    /** Runs a class's main method within the application. */
    void run(Class<?> main, String... arguments) {
        try {
            Method method = classes.loadClass(main.getName()).getMethod("main", String[].class);
            // Of this same package, but not for the virtual machine, as another class loader defined it.
            method.setAccessible(true);
            method.invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
