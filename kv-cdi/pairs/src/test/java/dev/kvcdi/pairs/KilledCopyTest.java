package dev.kvcdi.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kvcdi.CopyCount;
import dev.kvcdi.CopyOptions;
import dev.kvcdi.CopyResult;
import dev.kvcdi.KVStore;
import dev.kvcdi.KVStores;
import dev.kvcdi.nats.server.NatsBinary;
import dev.kvcdi.nats.server.NatsServer;
import dev.kvcdi.se.KVRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies whose process is killed in the middle, and which another process goes on with. */
@Timeout(180)
class KilledCopyTest {

    private static final int ENTRIES = 3_000;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void copy_toRocksDbKilledAgainAndAgain_isEqualInTheEnd() throws Exception {
        killAndGoOn(Map.of());
    }

    @Test
    void copy_toNatsKilledAgainAndAgain_isEqualInTheEnd() throws Exception {
        try (NatsServer server = NatsServer.start(NatsBinary.CURRENT)) {
            server.awaitJetStream();
            killAndGoOn(Map.of("kv.store.next.driver", "nats", "kv.store.next.nats.servers", server.url()));
        }
    }

    private void killAndGoOn(Map<String, String> more) throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            changeSource(more, kill);
            copyAndKill(more, 1 + 200L * kill);
        }
        try (KVRuntime runtime = Copier.start(folder, more)) {
            KVStore from = runtime.store("default");
            KVStore to = runtime.store(Copier.NEXT);
            assertThat(to.keys("").findAny()).as("what the killed ones copied").isPresent();
            CopyOptions atRest = CopyOptions.atRest().withJournal(runtime.store(Copier.JOURNAL));
            CopyResult last = KVStores.copy(from, to, atRest);
            assertThat(last.count(CopyCount.CONFLICTS)).as("%s", last).isZero();
            assertThat(last.converged()).as("%s", last).isTrue();
            assertThat(contents(to)).isEqualTo(contents(from));
        }
    }

    /** Writes, overwrites and deletes a part of the source. */
    private void changeSource(Map<String, String> more, int round) {
        try (KVRuntime runtime = Copier.start(folder, more)) {
            KVStore from = runtime.store("default");
            from.setAll(IntStream.range(0, ENTRIES)
                    .filter(i -> round == 0 || i % 3 == round)
                    .boxed()
                    .collect(Collectors.toMap(i -> "key" + i, i -> "value" + i + " of round " + round)));
            from.deleteAll(IntStream.range(0, ENTRIES)
                    .filter(i -> round > 0 && i % 100 == round)
                    .mapToObj(i -> "key" + i)
                    .toList());
            from.set("expiring", "value" + round, Duration.ofDays(1));
        }
    }

    private void copyAndKill(Map<String, String> more, long copied) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                Copier.class.getName(),
                folder.toString()));
        more.forEach((key, value) -> command.addAll(List.of(key, value)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitCopied(process, copied);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    /** Reads what the process says until it has copied so much; it may have ended with less to copy. */
    private static void awaitCopied(Process process, long copied) throws IOException {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                if (Long.parseLong(line.substring("copied ".length())) >= copied) {
                    return;
                }
            }
            throw new AssertionError("The process ended before it was killed; it said " + lines);
        }
    }

    private static Map<String, String> contents(KVStore store) {
        Map<String, String> contents = new TreeMap<>();
        store.entries("").forEach(entry -> contents.put(entry.key(), entry.value() + " until " + entry.expiry()));
        return contents;
    }
}
