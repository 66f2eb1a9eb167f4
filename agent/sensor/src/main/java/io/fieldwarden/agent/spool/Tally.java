package io.fieldwarden.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * How many alerts were ever given up, kept on disk. Two slots are written in turn, each with its checksum, so that a torn
 * write leaves the other one; they are written in place, so that a full disk does not stop the counting.
 */
final class Tally {
    private static final int SLOT_BYTES = 16;

    private final FileChannel file;
    private long count;
    private long written;
    private int slot;

    private Tally(FileChannel file) {
        this.file = file;
    }

    static Tally open(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Tally tally = new Tally(file);
        tally.load();
        return tally;
    }

    long count() {
        return count;
    }

    /** Adds to the count in memory; {@link #save} makes it lasting. */
    void add(long alerts) {
        count += alerts;
    }

    /** Writes the count if it has changed. */
    void save() throws IOException {
        if (count != written) {
            write(slot, count);
            written = count;
            slot = 1 - slot;
        }
    }

    void force() throws IOException {
        file.force(false);
    }

    void close() throws IOException {
        file.close();
    }

    private void load() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * SLOT_BYTES);
        boolean complete = file.read(bytes, 0) == 2 * SLOT_BYTES;
        long first = read(bytes, 0);
        long second = read(bytes, 1);
        count = Math.max(0, Math.max(first, second));
        written = count;
        slot = first > second ? 1 : 0;
        if (!complete) { // both slots exist from the start, so that counting never needs new space
            write(0, count);
            write(1, count);
            file.force(true);
        }
    }

    private static long read(ByteBuffer bytes, int slot) {
        int at = slot * SLOT_BYTES;
        return bytes.getInt(at + Long.BYTES) == checksum(bytes.array(), at) ? bytes.getLong(at) : -1;
    }

    private void write(int into, long value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES).putLong(value);
        bytes.putInt(checksum(bytes.array(), 0)).putInt(0).flip();
        file.write(bytes, (long) into * SLOT_BYTES);
    }

    private static int checksum(byte[] bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, Long.BYTES);
        return (int) crc.getValue() ^ 0x5A5A5A5A; // so that a slot of zeros is not valid
    }
}
