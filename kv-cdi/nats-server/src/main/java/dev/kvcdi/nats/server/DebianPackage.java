package dev.kvcdi.nats.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A package of a Debian release, whichever release the machine has. It is downloaded with a package state of its own, so that nothing of
 * the machine's is changed and no right of an administrator is needed; where from, the machine's own sources say.
 */
final class DebianPackage {

    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    /** A line such as {@code deb [options] URI suite main}. */
    private static final Pattern LINE =
            Pattern.compile("(?m)^deb\\s+(?:\\[[^]]*]\\s+)?(\\S+/debian/?)\\s+(\\S+)\\s.*$");

    /** A field such as {@code URIs: URI}. */
    private static final Pattern FIELD = Pattern.compile("(?m)^URIs:\\s*(\\S+/debian/?)(?:\\s.*)?$");

    private final String name;
    private final String suite;

    DebianPackage(String name, String suite) {
        this.name = name;
        this.suite = suite;
    }

    /** Returns the folder for what is downloaded once. */
    static Path cache() {
        String named = System.getenv("XDG_CACHE_HOME");
        Path root =
                named == null || named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
        return root.resolve("kv-cdi");
    }

    /** Puts a file of the package where it is wanted. */
    void extract(String path, Path target) throws IOException {
        String source = source();
        Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(target.getParent(), "download");
        try {
            List<String> isolated = isolated(work, source);
            Command.run(command(isolated, "update"), work);
            Command.run(command(isolated, "download", name), work);
            Command.run(List.of(
                    "dpkg-deb",
                    "-x",
                    downloaded(work).toString(),
                    work.resolve("unpacked").toString()));
            Path unpacked = work.resolve("unpacked").resolve(path);
            Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(work);
        }
    }

    private static List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> isolated(Path work, String source) throws IOException {
        Path list = work.resolve("sources.list");
        Files.writeString(list, "deb [signed-by=" + KEYRING + "] " + source + " " + suite + " main\n");
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        return List.of(
                "-o", "Dir::Etc::sourcelist=" + list,
                "-o", "Dir::Etc::sourceparts=-",
                "-o", "Dir::State::lists=" + work.resolve("lists"),
                "-o", "Dir::Cache=" + work.resolve("cache"),
                "-o", "APT::Sandbox::User=" + System.getProperty("user.name"),
                "-o", "Acquire::Retries=3");
    }

    /** Returns where the machine itself takes Debian's packages from. */
    private static String source() throws IOException {
        if (!Files.exists(KEYRING)) {
            throw new IOException("this machine has no Debian archive keyring");
        }
        List<Path> files = new ArrayList<>(List.of(Path.of("/etc/apt/sources.list")));
        Path parts = Path.of("/etc/apt/sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> listed = Files.list(parts)) {
                listed.sorted().forEach(files::add);
            }
        }
        for (Path file : files) {
            if (Files.isReadable(file)) {
                String content = Files.readString(file, StandardCharsets.UTF_8);
                Optional<String> found = first(LINE.matcher(content)).or(() -> first(FIELD.matcher(content)));
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new IOException("this machine's package sources name no archive of Debian");
    }

    private static Optional<String> first(Matcher matcher) {
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Path downloaded(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get downloaded nothing"));
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
