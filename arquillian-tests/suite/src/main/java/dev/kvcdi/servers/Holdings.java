package dev.kvcdi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.servers.inside.LoadedClasses;
import dev.kvcdi.servers.inside.ObserverServlet;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What a server's process holds, while the applications with stores are not there.
 *
 * @param threads the names of its threads
 * @param tasks the numbers of its threads as the operating system knows them, native ones too
 * @param files what its file descriptors lead to
 * @param temporary the names in its temporary folder
 * @param libraries the files that RocksDB's native library is mapped from
 * @param classLoaders how many class loaders of applications with {@link LoadedClasses} are alive
 */
record Holdings(
        List<String> threads,
        List<String> tasks,
        List<String> files,
        List<String> temporary,
        List<String> libraries,
        int classLoaders) {

    /** The application that {@link #of} asks. */
    static WebArchive observer() {
        return Archives.web("observer.war").addClasses(ObserverServlet.class, LoadedClasses.class);
    }

    /**
     * Asks a server on which the {@link #observer} is deployed.
     *
     * @param server the qualifier of the container
     */
    static Holdings of(String server) {
        URI observer = Http.application(server, "observer").resolve("observer");
        Properties state = new Properties();
        try {
            state.load(new StringReader(Http.get(observer).body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Holdings(
                list(state, "threads"),
                list(state, "tasks"),
                list(state, "files"),
                list(state, "temporary"),
                list(state, "libraries"),
                Integer.parseInt(state.getProperty("loaders")));
    }

    Growth since(Holdings before) {
        // Servers have threads of their own that bear names of folders.
        assertThat(threads).noneMatch(name -> name.startsWith("kv-cdi "));
        assertThat(files).noneMatch(name -> name.contains("/kv/"));
        return new Growth(
                threads.size() - before.threads.size(),
                tasks.size() - before.tasks.size(),
                files.size() - before.files.size(),
                temporary.size() - before.temporary.size());
    }

    private static List<String> list(Properties state, String name) {
        return state.getProperty(name).lines().toList();
    }

    /** How much more of everything there is. */
    record Growth(int threads, int tasks, int files, int temporary) {

        /** Pools of the server grow and shrink by a few threads and connections: less than two for each of the five redeployments of a build. */
        private static final int BREATH = 10;

        void assertNoMoreThan(Growth other) {
            assertThat(threads).as("threads").isLessThan(Math.max(other.threads, 0) + BREATH);
            assertThat(tasks).as("threads with native ones").isLessThan(Math.max(other.tasks, 0) + BREATH);
            assertThat(files).as("file descriptors").isLessThan(Math.max(other.files, 0) + BREATH);
            assertThat(temporary).as("temporary files").isLessThanOrEqualTo(Math.max(other.temporary, 0));
        }
    }
}
