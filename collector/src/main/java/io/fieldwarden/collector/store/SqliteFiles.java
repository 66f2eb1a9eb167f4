package io.fieldwarden.collector.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sqlite.SQLiteConfig;

/** The files around the database: private directory, native library, and the check for damage before anything writes. */
final class SqliteFiles {
    private static final String NATIVE_DIRECTORY = "org.sqlite.tmpdir";
    private static final Duration NATIVE_LEFT_BEHIND = Duration.ofMinutes(1);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SqliteFiles() {}

    /** Makes the data directory and tells SQLite to unpack its native library there rather than into a shared /tmp. */
    static void prepare(Path dir) {
        try {
            Path unpacked = dir.resolve("native");
            privateDirectory(dir);
            privateDirectory(unpacked);
            if (System.getProperty(NATIVE_DIRECTORY) == null) {
                System.setProperty(NATIVE_DIRECTORY, unpacked.toAbsolutePath().toString());
            }
            removeLeftBehind(unpacked);
        } catch (IOException e) {
            throw new StoreException("cannot prepare the data directory " + dir + ": " + e, e);
        }
    }

    private static void privateDirectory(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            Files.createDirectories(
                    dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** A killed collector leaves its unpacked library; it is 2 MB each time. A library in use may lose its name safely. */
    private static void removeLeftBehind(Path unpacked) throws IOException {
        Instant before = Instant.now().minus(NATIVE_LEFT_BEHIND);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked, "sqlite-*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * Refuses a damaged database before anything is written to it. Reads through a read-only connection, because closing
     * a writing one would carry the journal over into a file that may still be saved.
     */
    static void refuseDamaged(Path file, StoreLimits limits) {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            String found = check(file, Files.size(file) <= limits.checkBytesMax());
            if (!found.equals("ok")) {
                Path copy = keepCopy(file);
                throw new StoreException("the database " + file + " is damaged (" + found
                        + "). It was not changed; a copy"
                        + " is kept in " + copy + ". Restore the latest backup, or move the file away to start empty:"
                        + " agents keep what has not been receipted");
            }
        } catch (IOException e) {
            throw new StoreException("cannot read the database " + file + ": " + e, e);
        }
    }

    private static String check(Path file, boolean everyPage) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        String query = everyPage ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM (SELECT count(*) FROM sqlite_schema)";
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? answer.getString(1) : "no answer to the check";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** One copy per state of the file, named by when it was last written: a service that restarts does not fill the disk. */
    private static Path keepCopy(Path file) throws IOException {
        String stamp = STAMP.format(Files.getLastModifiedTime(file).toInstant());
        Path copies = file.resolveSibling("damaged-" + stamp);
        if (!Files.exists(copies)) {
            privateDirectory(copies);
            for (String ending : new String[] {"", "-wal"}) {
                Path part = file.resolveSibling(file.getFileName() + ending);
                if (Files.exists(part)) {
                    Files.copy(part, copies.resolve(part.getFileName()));
                }
            }
        }
        return copies;
    }
}
