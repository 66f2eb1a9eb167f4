package io.fieldwarden.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a second process out of the spool's directory. */
final class DirectoryLock {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final int PID_BYTES_MAX = 20;

    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    static DirectoryLock take(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        FileChannel file = FileChannel.open(
                directory.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                noteProcess(file);
                return new DirectoryLock(file);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("The spool is open in this very process", e);
        }
        String holder = holder(file);
        file.close();
        throw new IOException("the spool in " + directory + " is in use by another agent" + holder
                + "; stop that one, or give this one a state directory of its own");
    }

    void release() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Spool: its lock could not be let go ({}); it ends with this process", e.toString());
        }
    }

    private static void noteProcess(FileChannel file) {
        try {
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            file.truncate(0);
            file.write(ByteBuffer.wrap(pid), 0);
        } catch (IOException e) {
            LOG.debug("The process id is only for the message; a full disk does not keep the agent from starting", e);
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES_MAX);
        int read = file.read(pid, 0);
        return read <= 0 ? "" : " (process " + new String(pid.array(), 0, read, StandardCharsets.US_ASCII) + ")";
    }
}
