package io.fieldwarden.collector.console;

import io.fieldwarden.collector.fleet.Fleet;
import io.fieldwarden.collector.store.AlertSearch;
import io.fieldwarden.collector.store.SqliteAlertStore;
import io.fieldwarden.collector.store.account.Accounts;
import java.time.InstantSource;
import java.util.List;

/**
 * What the console shows.
 *
 * @param alerts where states are set and changes come from
 * @param search where alerts are found
 * @param accounts who may sign in
 * @param fleet the agents
 * @param catalogue every type of alert
 * @param clock the collector's clock
 */
public record ConsoleSources(
        SqliteAlertStore alerts,
        AlertSearch search,
        Accounts accounts,
        Fleet fleet,
        List<AlertType> catalogue,
        InstantSource clock) {
    public ConsoleSources {
        catalogue = List.copyOf(catalogue);
    }
}
