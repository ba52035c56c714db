package dev.kvcdi.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDB;

/** Libraries of all machines that RocksDB supports; that the change helps is shown by {@link NativeLibraryTest}. */
class ElfLibraryTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux64.so",
                "linux64-musl.so",
                "linux32.so",
                "linux32-musl.so",
                "linux-aarch64.so",
                "linux-aarch64-musl.so",
                "linux-ppc64le.so",
                "linux-ppc64le-musl.so",
                "linux-s390x.so",
                "linux-s390x-musl.so",
                "linux-riscv64.so",
                "linux-riscv64-musl.so"
            })
    void isolate_libraryForLinux_isChangedOnceOnly(String machine) throws IOException {
        Path library = library(machine);
        byte[] before = Files.readAllBytes(library);
        ElfLibrary.isolate(library);
        byte[] once = Files.readAllBytes(library);
        ElfLibrary.isolate(library);
        byte[] twice = Files.readAllBytes(library);
        assertThat(once.length).isEqualTo(before.length);
        assertThat(Arrays.equals(once, before)).as("unchanged").isFalse();
        assertThat(Arrays.equals(twice, once))
                .as("the same after a second time")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"osx-arm64.jnilib", "osx-x86_64.jnilib", "win64.dll"})
    void isolate_libraryForOthers_isLeftAlone(String machine) throws IOException {
        Path library = library(machine);
        byte[] before = Files.readAllBytes(library);
        ElfLibrary.isolate(library);
        assertThat(Arrays.equals(Files.readAllBytes(library), before))
                .as("unchanged")
                .isTrue();
    }

    @Test
    void isolate_libraryCutShort_isAnError() throws IOException {
        Path library = library("linux64.so");
        Files.write(library, Arrays.copyOf(Files.readAllBytes(library), 1 << 20));
        assertThatThrownBy(() -> ElfLibrary.isolate(library)).isInstanceOf(EOFException.class);
    }

    private Path library(String machine) throws IOException {
        Path library = folder.resolve(machine);
        try (InputStream resource = RocksDB.class.getResourceAsStream("/librocksdbjni-" + machine)) {
            Files.copy(resource, library, StandardCopyOption.REPLACE_EXISTING);
        }
        return library;
    }
}
