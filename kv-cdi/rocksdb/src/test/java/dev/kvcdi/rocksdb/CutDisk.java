package dev.kvcdi.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.opentest4j.AssertionFailedError;

/**
 * A disk that can lose its power: an ext4 file system in a file, which itself is on a file system that copies files in a moment (XFS). A
 * copy has what reached the disk until then, and nothing of what the operating system still kept in memory.
 *
 * <p>Needs root, loop devices, and Debian's packages e2fsprogs, xfsprogs and mount.
 */
final class CutDisk implements AutoCloseable {

    private final List<Path> mounted = new ArrayList<>();
    private final Path folder;
    private final Path image;
    private int cuts;

    /** Makes an empty disk, with all that belongs to it in a folder. */
    CutDisk(Path folder) {
        this.folder = folder;
        Path host = folder.resolve("host");
        this.image = host.resolve("disk.img");
        boolean made = false;
        try {
            run("truncate", "-s", "4G", folder.resolve("host.img").toString());
            run("mkfs.xfs", "-q", "-m", "reflink=1", folder.resolve("host.img").toString());
            mount(folder.resolve("host.img"), host);
            run("truncate", "-s", "192M", image.toString());
            run("mkfs.ext4", "-q", "-F", image.toString());
            mount(image, disk());
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    /** Where the disk is mounted. */
    Path disk() {
        return folder.resolve("disk");
    }

    /** What a power cut at this moment leaves. */
    Path cut() {
        Path copy = image.resolveSibling("cut" + cuts++ + ".img");
        run("cp", "--reflink=always", image.toString(), copy.toString());
        return copy;
    }

    /** Mounts what was left, lets something look at it, and removes it. */
    void afterwards(Path cut, Consumer<Path> look) {
        Path place = folder.resolve("afterwards");
        mount(cut, place);
        try {
            look.accept(place);
        } finally {
            unmount(place);
        }
        run("rm", cut.toString());
    }

    private void mount(Path file, Path place) {
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("mount", "-o", "loop", file.toString(), place.toString());
        mounted.add(place);
    }

    private void unmount(Path place) {
        mounted.remove(place);
        run("umount", place.toString());
    }

    @Override
    public void close() {
        while (!mounted.isEmpty()) {
            unmount(mounted.get(mounted.size() - 1));
        }
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionFailedError("This test needs root, loop devices and XFS (see CutDisk); "
                        + String.join(" ", command) + " failed: " + output);
            }
        } catch (IOException e) {
            throw new AssertionFailedError("This test needs " + command[0] + " (see CutDisk)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
