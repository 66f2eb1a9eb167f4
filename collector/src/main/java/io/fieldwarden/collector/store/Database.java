package io.fieldwarden.collector.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/**
 * The collector's one database: SQLite in a file, journal in WAL, every commit forced to the disk before it is answered
 * ({@code synchronous=FULL}). One connection writes, a few read; a reader sees the state of its start.
 */
public final class Database implements AutoCloseable {
    /** Name of the database file in the data directory. */
    public static final String FILE = "collector.db";

    private final Path file;
    private final StoreLimits limits;
    private final Connection writing;
    private final Jdbi writer;
    private final HikariDataSource readers;
    private final Jdbi reader;
    private final ReentrantLock turn = new ReentrantLock(true);

    private Database(Path file, StoreLimits limits, Connection writing, HikariDataSource readers) {
        this.file = file;
        this.limits = limits;
        this.writing = writing;
        this.writer = Jdbi.create(writing);
        this.readers = readers;
        this.reader = Jdbi.create(readers);
    }

    /** Opens the database in {@code dir} with the standard limits; see {@link #open(Path, StoreLimits)}. */
    public static Database open(Path dir) {
        return open(dir, StoreLimits.STANDARD);
    }

    /**
     * Opens the database in {@code dir}, making or migrating it as needed.
     *
     * @throws StoreException if the file is damaged (a copy is kept beside it and nothing is overwritten), was written by
     *     a later version, or cannot be opened
     */
    public static Database open(Path dir, StoreLimits limits) {
        Path file = dir.resolve(FILE);
        SqliteFiles.prepare(dir);
        SqliteFiles.refuseDamaged(file, limits);
        Schema.migrate(dataSource(file, limits, SQLiteConfig.TransactionMode.IMMEDIATE), file);
        HikariDataSource readers = readers(file, limits);
        try {
            Connection writing = dataSource(file, limits, SQLiteConfig.TransactionMode.IMMEDIATE)
                    .getConnection();
            return new Database(file, limits, writing, readers);
        } catch (SQLException e) {
            readers.close();
            throw new StoreException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /** The limits it was opened with. */
    public StoreLimits limits() {
        return limits;
    }

    /**
     * Runs {@code work} as one transaction. When this returns, what it wrote is on the disk; when it throws, nothing is.
     */
    public <T> T write(Function<Handle, T> work) {
        turn.lock();
        try {
            return writer.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw explained(e);
        } finally {
            turn.unlock();
        }
    }

    /** Runs {@code work} on one unchanging view of the database. */
    public <T> T read(Function<Handle, T> work) {
        try {
            return reader.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw explained(e);
        }
    }

    /** Writes what is in the journal into the database file, so that the file alone is a whole copy, and closes. */
    @Override
    public void close() {
        readers.close();
        turn.lock();
        try {
            writing.close();
        } catch (SQLException e) {
            throw new StoreException("closing " + file + " failed, nothing stored is lost: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    private StoreException explained(JdbiException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return new StoreException(explanation(sqlite), e);
            }
        }
        return new StoreException("the store did not answer: " + e.getMessage(), e);
    }

    private String explanation(SQLiteException e) {
        return switch (primary(e)) {
            case FULL ->
                "the disk that holds " + file.getParent() + " is full; nothing of this was stored, what was"
                        + " stored before is kept. Free some space: agents send again by themselves";
            case IOERR -> "reading or writing " + file + " failed (" + e.getMessage() + "); nothing of this was stored";
            case BUSY ->
                "another program holds " + file + " for longer than "
                        + limits.busyWait().toSeconds() + " s; nothing of this was stored";
            case READONLY -> file + " cannot be written; check the owner and mode of its directory";
            case CORRUPT ->
                file + " is damaged (" + e.getMessage() + "); nothing of this was stored. Stop the"
                        + " collector, keep a copy of the file and restore the latest backup";
            case OTHER -> "the store did not answer: " + e.getMessage();
        };
    }

    private enum Trouble {
        FULL,
        IOERR,
        BUSY,
        READONLY,
        CORRUPT,
        OTHER
    }

    /** The low byte of an extended result code is its primary code (sqlite.org/rescode.html). */
    private static Trouble primary(SQLiteException e) {
        return switch (e.getResultCode().code & 0xff) {
            case 13 -> Trouble.FULL;
            case 10 -> Trouble.IOERR;
            case 5, 6 -> Trouble.BUSY;
            case 8, 14 -> Trouble.READONLY;
            case 11, 26 -> Trouble.CORRUPT;
            default -> Trouble.OTHER;
        };
    }

    private static HikariDataSource readers(Path file, StoreLimits limits) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(dataSource(file, limits, SQLiteConfig.TransactionMode.DEFERRED));
        config.setMaximumPoolSize(limits.readers());
        config.setConnectionTimeout(limits.readWait().toMillis());
        config.setConnectionInitSql("PRAGMA query_only = ON");
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    static SQLiteDataSource dataSource(Path file, StoreLimits limits, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) limits.busyWait().toMillis());
        config.setTransactionMode(mode);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-16_384); // KiB a connection
        config.setJournalSizeLimit(64 << 20);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    /** Bytes of the database and its journal on the disk. */
    public long bytesOnDisk() {
        try {
            Path journal = file.resolveSibling(FILE + "-wal");
            return Files.size(file) + (Files.exists(journal) ? Files.size(journal) : 0);
        } catch (IOException e) {
            throw new StoreException("cannot read the size of " + file + ": " + e.getMessage(), e);
        }
    }
}
