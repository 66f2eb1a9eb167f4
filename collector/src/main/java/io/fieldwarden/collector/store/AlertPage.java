package io.fieldwarden.collector.store;

import java.util.List;

/**
 * One page of a list.
 *
 * @param rows in the order asked for
 * @param next where the next page begins, empty if this is the last
 */
public record AlertPage(List<AlertRow> rows, String next) {
    public AlertPage {
        rows = List.copyOf(rows);
    }
}
