package dev.kvcdi.it.http;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schemathesis, which makes requests of an API's description and holds the answers to it. It is a program in Python, and gets an
 * environment of its own below {@code target}, of the versions that {@code requirements.txt} names.
 */
final class Fuzzer {

    private static final Path SOURCES = Path.of("src/test/fuzz").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/fuzz").toAbsolutePath();
    private static final Path ENVIRONMENT = FOLDER.resolve("python");

    /** For how long requests are made. */
    private static final int SECONDS = Integer.getInteger("fuzz.seconds");

    /** What random requests begin with, a number or {@code random}: the same seed makes the same ones. */
    private static final String SEED = System.getProperty("fuzz.seed");

    /** For installing, and for what a request that is under way may take. */
    private static final int MORE_SECONDS = 300;

    private static final Pattern OPERATIONS = Pattern.compile("Tested: (\\d+)");
    private static final Pattern REQUESTS = Pattern.compile("(?m)^ *(\\d+) generated");

    private Fuzzer() {}

    /**
     * How it ended.
     *
     * @param exit the status of the process, 0 when nothing was found
     * @param log all that it said
     */
    record Outcome(int exit, String log) {

        int operations() {
            return number(OPERATIONS);
        }

        int requests() {
            return number(REQUESTS);
        }

        private int number(Pattern pattern) {
            Matcher found = pattern.matcher(log);
            if (!found.find()) {
                throw new AssertionError("The fuzzer's summary lacks " + pattern + ":\n" + log);
            }
            return Integer.parseInt(found.group(1));
        }
    }

    /**
     * Makes requests of the description that the server gives of the sample.
     *
     * @param base where the sample is
     * @param name what the run's files are called
     * @param token what each request has, null for nothing
     */
    static Outcome run(URI base, String name, String token) throws IOException, InterruptedException {
        install();
        String seed = SEED.equals("random")
                ? Integer.toString(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE))
                : SEED;
        System.out.println(name + ": -Dfuzz.seconds=" + SECONDS + " -Dfuzz.seed=" + seed);
        List<String> command = new ArrayList<>(List.of(
                ENVIRONMENT.resolve("bin/schemathesis").toString(),
                "--config-file",
                SOURCES.resolve("schemathesis.toml").toString(),
                "run",
                "--no-color",
                "--url",
                base.toString().replaceFirst("/$", ""),
                "--max-time",
                Integer.toString(SECONDS),
                "--seed",
                seed));
        if (token != null) {
            command.addAll(List.of("--header", "Authorization: Bearer " + token));
        }
        command.add(description(base, name).toString());
        return process(name, command.toArray(String[]::new));
    }

    private static Path description(URI base, String name) throws IOException {
        String served = DescriptionHttp.served(base, ContentType.ANY).asString();
        return Files.writeString(Files.createDirectories(FOLDER).resolve(name + ".yaml"), served);
    }

    private static void install() throws IOException, InterruptedException {
        Path wanted = SOURCES.resolve("requirements.txt");
        Path installed = ENVIRONMENT.resolve("requirements.txt");
        if (Files.exists(installed) && Files.mismatch(wanted, installed) < 0) {
            return;
        }
        require(process("venv", "python3", "-m", "venv", "--clear", ENVIRONMENT.toString()));
        require(process(
                "pip",
                ENVIRONMENT.resolve("bin/pip").toString(),
                "install",
                "--disable-pip-version-check",
                "--no-deps",
                "--only-binary=:all:",
                "--requirement",
                wanted.toString()));
        Files.copy(wanted, installed);
    }

    private static void require(Outcome outcome) {
        if (outcome.exit() != 0) {
            throw new AssertionError(
                    "The fuzzer cannot be installed: it needs python3 with venv, and PyPI or a mirror that pip"
                            + " is configured for.\n" + outcome.log());
        }
    }

    private static Outcome process(String name, String... command) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path log = FOLDER.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Of which schemathesis.toml makes the setting.
        builder.environment().put("FUZZ_HOOKS", SOURCES.resolve("hooks.py").toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(SECONDS + MORE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end in time.\n" + Files.readString(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(log));
    }
}
