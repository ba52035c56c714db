package dev.kvcdi.nats.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A nats-server to test with, by its release.
 *
 * <p>It is looked for in an environment variable, then on the {@code PATH}, then in {@code ~/.cache/kv-cdi}, where it is put by taking the
 * package out of a Debian release, with the machine's own package sources and without installing anything. What cannot be had fails with
 * what to do; nothing is skipped.
 */
public enum NatsBinary {
    /** A current release: 2.12 or newer. Variable {@code NATS_SERVER}; Debian testing. */
    CURRENT("NATS_SERVER", "testing", 2, 12, Integer.MAX_VALUE),

    /** The oldest release that is supported: 2.9. Variable {@code NATS_SERVER_2_9}; Debian 12. */
    OLDEST("NATS_SERVER_2_9", "bookworm", 2, 9, 9);

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.\\d+");

    private final String variable;
    private final String suite;
    private final int major;
    private final int leastMinor;
    private final int mostMinor;

    NatsBinary(String variable, String suite, int major, int leastMinor, int mostMinor) {
        this.variable = variable;
        this.suite = suite;
        this.major = major;
        this.leastMinor = leastMinor;
        this.mostMinor = mostMinor;
    }

    /**
     * Returns the program, after obtaining it where that is needed.
     *
     * @return its file
     */
    public Path file() {
        synchronized (NatsBinary.class) {
            List<String> tried = new ArrayList<>();
            String named = System.getenv(variable);
            if (named != null && !named.isEmpty()) {
                Path file = Path.of(named);
                if (fits(file, tried)) {
                    return file;
                }
                throw unobtainable(tried);
            }
            return onPath(tried).or(() -> cached(tried)).orElseThrow(() -> unobtainable(tried));
        }
    }

    private Optional<Path> onPath(List<String> tried) {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, "nats-server");
            if (!folder.isEmpty() && Files.isExecutable(file) && fits(file, tried)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private Optional<Path> cached(List<String> tried) {
        Path file = DebianPackage.cache().resolve("nats-server-" + suite).resolve("nats-server");
        if (!Files.isExecutable(file)) {
            try {
                new DebianPackage("nats-server", suite).extract("usr/sbin/nats-server", file);
            } catch (IOException e) {
                tried.add("Debian " + suite + ": " + e.getMessage());
                return Optional.empty();
            }
        }
        return fits(file, tried) ? Optional.of(file) : Optional.empty();
    }

    private boolean fits(Path file, List<String> tried) {
        String said;
        try {
            said = Command.run(List.of(file.toString(), "--version"));
        } catch (IOException e) {
            tried.add(file + ": " + e.getMessage());
            return false;
        }
        Matcher version = VERSION.matcher(said);
        boolean fits = version.find()
                && Integer.parseInt(version.group(1)) == major
                && Integer.parseInt(version.group(2)) >= leastMinor
                && Integer.parseInt(version.group(2)) <= mostMinor;
        if (!fits) {
            tried.add(file + " is " + said.strip());
        }
        return fits;
    }

    private AssertionError unobtainable(List<String> tried) {
        String wanted = major + "." + leastMinor + (mostMinor == leastMinor ? ".x" : " or newer");
        return new AssertionError("These tests need nats-server " + wanted
                + ", and it could not be had. Set the variable " + variable
                + " to the program's file, or make apt-get work with the packages of Debian " + suite + ". Tried: "
                + String.join("; ", tried));
    }
}
