package io.fieldwarden.collector.store;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The versions of the schema: {@code db/migration} on the class path, applied once each and never edited after. */
final class Schema {
    private Schema() {}

    /** Brings the database to the newest version this program knows; refuses one that is newer. */
    static void migrate(DataSource source, Path file) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:future")
                .loggers("slf4j")
                .load();
        try {
            refuseNewer(flyway, file);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "cannot bring the database " + file + " to this version's schema: " + e.getMessage(), e);
        }
    }

    private static void refuseNewer(Flyway flyway, Path file) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState().isApplied() && !applied.getState().isResolved()) {
                throw new StoreException(
                        "the database " + file + " was written by a later version of Fieldwarden (its schema"
                                + " has version " + applied.getVersion()
                                + ", unknown here). It was not changed. Start the later"
                                + " version, or restore the backup made before the upgrade");
            }
        }
    }
}
