package dev.kvcdi.rocksdb;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes a copy of a shared library for Linux safe beside other copies of the same in one process, before it is loaded.
 *
 * <p>RocksDB's library is made for one copy a process. Two things in its file say so, and both end a server's JVM after some
 * redeployments:
 *
 * <ul>
 *   <li>Variables of inline functions are <em>unique</em> symbols: the dynamic loader gives all copies those of the first. They hold
 *       Java method ids of the first copy's classes, and pointers into whichever copy set them. Here they become global symbols, which
 *       each copy has for itself, since the JVM loads libraries with a scope of their own.
 *   <li>The JVM unloads a copy when its class loader is collected, but RocksDB leaves behind threads and destructors of thread-local
 *       variables that run its code. Here the copy is marked as never to be unloaded.
 * </ul>
 *
 * <p>What is read and written is described in the System V ABI's chapters on object files and dynamic linking, in the header
 * {@code elf.h} of the GNU C Library by its numbers. Files of other formats are left as they are: the loaders of Windows know no unique
 * symbols.
 */
final class ElfLibrary {

    private static final int MAGIC = 0x7F454C46;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;

    private static final int SECTION_DYNAMIC = 6;
    private static final int SECTION_DYNAMIC_SYMBOLS = 11;

    private static final int BINDING_GLOBAL = 1;
    private static final int BINDING_UNIQUE = 10;

    private static final long TAG_END = 0;
    private static final long TAG_FLAGS_1 = 0x6FFFFFFBL;
    private static final long FLAG_1_NEVER_UNLOADED = 8;

    private static final int HEADER_BYTES = 64;

    private final FileChannel file;
    private final boolean wide;
    private final ByteOrder order;

    private ElfLibrary(FileChannel file, ByteBuffer header) {
        this.file = file;
        this.wide = header.get(4) == CLASS_64;
        this.order = header.get(5) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /**
     * Changes a library's file in place. Nothing is done to a file of another format.
     *
     * @throws IOException if the file cannot be read or written, or has no room for the mark
     */
    static void isolate(Path library) throws IOException {
        try (FileChannel file = FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = read(file, 0, HEADER_BYTES);
            if (header.getInt(0) == MAGIC) {
                var elf = new ElfLibrary(file, header);
                elf.isolate(header.order(elf.order));
            }
        }
    }

    private void isolate(ByteBuffer header) throws IOException {
        int size = header.getShort(wide ? 0x3A : 0x2E);
        int count = header.getShort(wide ? 0x3C : 0x30);
        ByteBuffer sections =
                read(file, word(header, wide ? 0x28 : 0x20), size * count).order(order);
        for (int section = 0; section < sections.limit(); section += size) {
            int type = sections.getInt(section + 4);
            if (type != SECTION_DYNAMIC && type != SECTION_DYNAMIC_SYMBOLS) {
                continue;
            }
            long start = word(sections, section + (wide ? 0x18 : 0x10));
            int length = Math.toIntExact(word(sections, section + (wide ? 0x20 : 0x14)));
            ByteBuffer content = read(file, start, length).order(order);
            if (type == SECTION_DYNAMIC) {
                neverUnload(content);
            } else {
                ownSymbols(content);
            }
            write(content, start);
        }
    }

    private void ownSymbols(ByteBuffer symbols) {
        int size = wide ? 24 : 16;
        for (int info = wide ? 4 : 12; info < symbols.limit(); info += size) {
            int value = symbols.get(info) & 0xFF;
            if (value >> 4 == BINDING_UNIQUE) {
                symbols.put(info, (byte) ((BINDING_GLOBAL << 4) | (value & 0xF)));
            }
        }
    }

    /** Sets the flag in the entry that has flags of its kind, or in the first of the spare ones that linkers leave at the end. */
    private void neverUnload(ByteBuffer entries) throws IOException {
        int half = wide ? 8 : 4;
        int last = entries.limit() - 2 * half;
        // The last entry has to stay the end.
        for (int entry = 0; entry < last; entry += 2 * half) {
            long tag = word(entries, entry);
            if (tag == TAG_FLAGS_1 || tag == TAG_END) {
                long flags = tag == TAG_END ? 0 : word(entries, entry + half);
                setWord(entries, entry, TAG_FLAGS_1);
                setWord(entries, entry + half, flags | FLAG_1_NEVER_UNLOADED);
                return;
            }
        }
        throw new IOException("RocksDB's native library has no room for the mark that it is never unloaded");
    }

    private long word(ByteBuffer buffer, int index) {
        return wide ? buffer.getLong(index) : buffer.getInt(index) & 0xFFFFFFFFL;
    }

    private void setWord(ByteBuffer buffer, int index, long value) {
        if (wide) {
            buffer.putLong(index, value);
        } else {
            buffer.putInt(index, (int) value);
        }
    }

    private static ByteBuffer read(FileChannel file, long start, int length) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(length);
        while (content.hasRemaining()) {
            if (file.read(content, start + content.position()) < 0) {
                throw new EOFException("RocksDB's native library ends too early");
            }
        }
        return content.flip();
    }

    private void write(ByteBuffer content, long start) throws IOException {
        content.rewind();
        while (content.hasRemaining()) {
            file.write(content, start + content.position());
        }
    }
}
