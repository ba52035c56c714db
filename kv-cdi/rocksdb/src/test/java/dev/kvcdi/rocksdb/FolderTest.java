package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kvcdi.spi.EngineException;
import dev.kvcdi.spi.EngineException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose folder it is, and who may have it. */
class FolderTest {

    /** Makes root an ordinary owner of its files, and changes nothing for others. */
    private static final List<String> WITHOUT_PRIVILEGES = List.of("unshare", "-U");

    @TempDir
    Path temporary;

    private Path root = Path.of("");
    private Path folder = Path.of("");

    @BeforeEach
    void name() {
        root = temporary.resolve("kv");
        folder = root.resolve(OpenStore.APPLICATION);
    }

    @Test
    void open_newFolder_isTheServersUsersAlone() throws IOException {
        root = temporary.resolve("not/there/yet");
        OpenStore.in(root).close();
        for (Path made : List.of(
                temporary.resolve("not"), root, root.resolve(OpenStore.APPLICATION), TestFiles.database(root))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .as(made.toString())
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void open_folderOpenToOthers_isClosedToThem() throws IOException {
        OpenStore.in(root).close();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        OpenStore.in(root).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void open_link_isRefusedWhereverItIs() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        OpenStore.in(root).close();
        for (Path link :
                List.of(root, folder, folder.resolve("db"), folder.resolve("db/CURRENT"), folder.resolve("format"))) {
            Path moved = elsewhere.resolve("moved");
            Files.move(link, moved);
            Files.createSymbolicLink(link, moved);
            EngineException e = refused();
            assertThat(e.kind()).as(link.toString()).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(e).hasMessageContaining(link.toString()).hasMessageContaining("symbolic link");
            Files.delete(link);
            Files.move(moved, link);
        }
        OpenStore.in(root).close();
    }

    @Test
    void open_linkAboveThePath_isFollowed() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);
        OpenStore.in(link.resolve("kv")).close();
        assertThat(real.resolve("kv").resolve(OpenStore.APPLICATION)).isDirectory();
    }

    @Test
    void open_parentWritableByEveryone_isRefusedUnlessSticky() throws IOException {
        Path open = Files.createDirectories(temporary.resolve("open/below"));
        root = open.resolve("kv");
        Files.setAttribute(open.getParent(), "unix:mode", 0_0777);
        EngineException e = refused();
        assertThat(e.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(e)
                .hasMessageContaining("Every user may write to " + open.getParent())
                .hasMessageContaining("chmod o-w");
        Files.setAttribute(open.getParent(), "unix:mode", 0_1777);
        OpenStore.in(root).close();
    }

    @Test
    void open_folderOfAnotherUser_isRefused() throws IOException {
        boolean asRoot = Integer.valueOf(0).equals(Files.getAttribute(temporary, "unix:uid"));
        if (asRoot) {
            Files.createDirectories(folder);
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            assertThat(refused()).hasMessageContaining(folder + " belongs to the user nobody");
        } else {
            EngineException e = catchThrowableOfType(
                    EngineException.class,
                    () -> new RocksDbDriver()
                            .connect(OpenStore.connection("usr", Path.of("/"), Map.of()), new TestContext()));
            assertThat(e).hasMessageContaining("/usr belongs to the user root");
        }
    }

    @Test
    void open_noPermission_namesFolderAndUser() throws IOException {
        Files.createDirectory(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-x------"));
        Forked.start(WITHOUT_PRIVILEGES, Denied.class, root, folder).succeedAndClose();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void open_fileWithoutPermission_namesIt() throws IOException {
        LogWriter.run(root, true);
        Path table = TestFiles.find(root, "*.sst").get(0);
        Files.setPosixFilePermissions(table, PosixFilePermissions.fromString("---------"));
        Forked.start(WITHOUT_PRIVILEGES, Denied.class, root, table).succeedAndClose();
    }

    /** Arguments: the root, the path that the failure names. */
    static final class Denied {

        private Denied() {}

        public static void main(String[] arguments) {
            EngineException e = catchThrowableOfType(EngineException.class, () -> OpenStore.in(Path.of(arguments[0])));
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(e).hasMessageContaining(arguments[1]).hasMessageContaining("user");
        }
    }

    @Test
    void open_heldByAnotherProcess_namesItAndWorksWhenItEnds() {
        try (Forked holder = Forked.start(List.of(), Holder.class, root)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> holder.output().contains("open"));
            EngineException e = refused();
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e)
                    .hasMessageContaining(folder + " is in use by another process (process " + holder.pid() + " since ")
                    .hasMessageContaining("kv.application");
            holder.kill();
        }
        OpenStore.in(root).close();
    }

    /** Opens a store until it is killed. */
    static final class Holder {

        private Holder() {}

        @SuppressWarnings("SystemOut") // How the test learns that it is open.
        public static void main(String[] arguments) throws InterruptedException {
            try (OpenStore store = OpenStore.in(Path.of(arguments[0]))) {
                store.put("key", "value");
                System.out.println("open");
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void open_heldInThisProcess_saysSo() {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value");
            EngineException e = refused();
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e)
                    .hasMessageContaining(folder + " is in use in this same server (process "
                            + ProcessHandle.current().pid());
            assertThat(store.get("key")).contains("value");
        }
    }

    @Test
    void open_refusedInTheHoldersServer_leavesTheLockToTheHolder() throws IOException {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value");
            String owner = Files.readString(folder.resolve("owner"));
            assertThat(refused()).hasMessageContaining("in this same server");
            try (Deployment deployment = new Deployment()) {
                deployment.run(
                        Refused.class, root.toString(), folder + " is in use in this same server (" + owner.strip());
            }
            String another = folder + " is in use by another process (" + owner.strip();
            // The second time it finds what the first one left.
            Forked.start(List.of(), Refused.class, root, another).succeedAndClose();
            Forked.start(List.of(), Refused.class, root, another).succeedAndClose();
            assertThat(folder.resolve("owner")).hasContent(owner.strip());
            assertThat(store.get("key")).contains("value");
        }
        OpenStore.in(root).close();
    }

    /** Arguments: the root, how the failure begins. */
    static final class Refused {

        private Refused() {}

        public static void main(String[] arguments) {
            EngineException e = catchThrowableOfType(EngineException.class, () -> OpenStore.in(Path.of(arguments[0])));
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessageStartingWith(arguments[1]);
        }
    }

    @Test
    void open_newerFormat_isRefusedAndLeftAlone() throws IOException {
        OpenStore.in(root).close();
        Files.writeString(folder.resolve("format"), "format=2\nnews=many\n");
        Map<String, String> before = contents();
        EngineException e = refused();
        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(e).hasMessageContaining(folder.toString()).hasMessageContaining("newer version");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void open_formatUnreadable_isRefused() throws IOException {
        OpenStore.in(root).close();
        for (String damaged : List.of("", "format=", "format=one", "format=-1", "\\u00")) {
            Files.writeString(folder.resolve("format"), damaged);
            assertThat(refused().kind()).as(damaged).isEqualTo(Kind.CORRUPTION);
        }
    }

    @Test
    void open_databaseMadeButNotNoted_isOpened() throws IOException {
        try (OpenStore store = OpenStore.in(root)) {
            store.put("key", "value");
        }
        Files.delete(folder.resolve("format"));
        try (OpenStore store = OpenStore.in(root)) {
            assertThat(store.get("key")).contains("value");
        }
        assertThat(folder.resolve("format")).exists();
    }

    private EngineException refused() {
        return catchThrowableOfType(
                EngineException.class, () -> OpenStore.in(root).close());
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : TestFiles.find(root, "*")) {
            contents.put(
                    file.toString(),
                    Files.getLastModifiedTime(file) + " " + HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        contents.put("format", Files.readString(folder.resolve("format")));
        return contents;
    }
}
