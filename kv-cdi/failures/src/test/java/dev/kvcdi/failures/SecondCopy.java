package dev.kvcdi.failures;

import dev.kvcdi.cdi.KVExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The class loader of a module that has a class of its own, and a copy of this library beside the one that it inherits. */
final class SecondCopy extends URLClassLoader {

    private final String own;

    private SecondCopy(Path folder, String own) throws IOException {
        super(new URL[] {folder.toUri().toURL()}, SecondCopy.class.getClassLoader());
        this.own = own;
    }

    /** Returns a class as such a module has it. */
    static Class<?> beside(Path folder, Class<?> type) throws Exception {
        copy(type, folder);
        copy(KVExtension.class, folder);
        return new SecondCopy(folder, type.getName()).loadClass(type.getName());
    }

    private static void copy(Class<?> type, Path folder) throws IOException {
        String resource = type.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(resource);
        Files.createDirectories(file.getParent());
        try (InputStream code = type.getClassLoader().getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(code), file);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(own)) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
    }
}
