package dev.kvcdi.servers.inside;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what the server's process holds: threads, file descriptors, temporary files, native libraries, class loaders. */
@WebServlet("/observer")
public class ObserverServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        System.gc();
        Properties state = new Properties();
        state.setProperty(
                "threads",
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .sorted()
                        .collect(Collectors.joining("\n")));
        // Threads of native libraries too, which Java does not know.
        state.setProperty("tasks", list(Path.of("/proc/self/task"), false));
        state.setProperty("files", list(Path.of("/proc/self/fd"), true));
        state.setProperty("temporary", list(Path.of(System.getProperty("java.io.tmpdir")), false));
        state.setProperty("libraries", libraries());
        state.setProperty("loaders", Long.toString(LoadedClasses.alive()));
        response.setContentType("text/plain");
        state.store(response.getOutputStream(), null);
    }

    /** The files that RocksDB's library is mapped from, by inode: their names are taken away once they are loaded. */
    private static String libraries() throws IOException {
        try (Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
            return mappings.filter(mapping -> mapping.contains("rocksdbjni") && mapping.contains(".so"))
                    .map(mapping -> mapping.split(" +", 6)[4])
                    .distinct()
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String list(Path folder, boolean links) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(
                            entry -> links ? target(entry) : entry.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
