package io.fieldwarden.agent.capture.pcap;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An uncompressed file, mapped into memory and read in place. */
final class MappedFeed extends Feed {
    // Shared, because the thread that opens a source need not be the lane that polls it.
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private long position;

    MappedFeed(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    @Override
    MemorySegment memory() {
        return memory;
    }

    @Override
    long offset() {
        return position;
    }

    @Override
    long position() {
        return position;
    }

    @Override
    boolean has(int size) {
        return memory.byteSize() - position >= size;
    }

    @Override
    boolean skip(long size) {
        long left = memory.byteSize() - position;
        position += Math.min(left, size);
        return size <= left;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
