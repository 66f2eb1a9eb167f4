package io.fieldwarden.collector.sink;

import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.Micros;
import java.time.Instant;

/** How far every sink has delivered, on the disk. */
public final class Cursors {
    private final Database database;

    public Cursors(Database database) {
        this.database = database;
    }

    /** Sequence up to which the sink's receiver has everything, 0 for a new sink. */
    public long read(String sink) {
        return database.read(handle -> handle.createQuery("SELECT sequence FROM sink_cursor WHERE sink = ?")
                .bind(0, sink)
                .mapTo(long.class)
                .findOne()
                .orElse(0L));
    }

    /** Moves the cursor; durable when this returns. */
    public void write(String sink, long sequence, Instant at) {
        database.write(handle -> handle.createUpdate("""
            INSERT INTO sink_cursor (sink, sequence, at) VALUES (?, ?, ?)
            ON CONFLICT (sink) DO UPDATE SET sequence = excluded.sequence, at = excluded.at\
            """)
                .bind(0, sink)
                .bind(1, sequence)
                .bind(2, Micros.of(at))
                .execute());
    }
}
