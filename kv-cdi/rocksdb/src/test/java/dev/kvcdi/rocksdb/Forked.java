package dev.kvcdi.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;

/** A JVM of its own that runs a class of the tests, with its output in a file. */
final class Forked implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 180;

    private final Process process;
    private final Path output;

    private Forked(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a class's main method, by a command such as strace if there is one. */
    static Forked start(List<String> wrapper, Class<?> main, Object... arguments) {
        return start(wrapper, java(main, arguments));
    }

    static Forked start(List<String> wrapper, List<String> command) {
        List<String> whole = new ArrayList<>(wrapper);
        whole.addAll(command);
        try {
            Path output = Files.createTempFile("forked", ".out");
            Process process = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Forked(process, output);
        } catch (IOException e) {
            throw new AssertionFailedError(
                    "This test needs " + whole.get(0) + ", which could not be started: install it (see .ci/run)", e);
        }
    }

    /** Returns the command that runs a class's main method. */
    static List<String> java(Class<?> main, Object... arguments) {
        return java(List.of(), main, arguments);
    }

    /** Returns the command that runs a class's main method, in a JVM with these options. */
    static List<String> java(List<String> options, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end and returns the exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionFailedError("The process does not end. It said:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end, which has to be a good one, and returns the output. */
    String succeed() {
        int code = exitCode();
        if (code != 0) {
            throw new AssertionFailedError("Exit code " + code + ". It said:\n" + output());
        }
        return output();
    }

    /** Waits for the end, which has to be a good one. */
    void succeedAndClose() {
        try (this) {
            succeed();
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
