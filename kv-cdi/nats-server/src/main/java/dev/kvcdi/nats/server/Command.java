package dev.kvcdi.nats.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that is run to its end. */
final class Command {

    private static final int MINUTES = 5;

    private Command() {}

    static String run(List<String> command) throws IOException {
        return run(command, null);
    }

    /** Runs a program in a folder and returns what it printed. */
    static String run(List<String> command, @Nullable Path folder) throws IOException {
        Path output = Files.createTempFile("kvcdi-command", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder == null ? null : folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException(command.get(0) + " did not end within " + MINUTES + " minutes");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while " + command.get(0) + " ran", e);
            } finally {
                process.destroyForcibly();
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " ended with " + process.exitValue() + ": " + said.strip());
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
