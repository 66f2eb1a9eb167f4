package io.fieldwarden.collector.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The {@code WHERE} of a query over {@code alert a}; every value is bound, none is written into the text. */
final class AlertFilter {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final AlertWords words;

    private AlertFilter(AlertWords words) {
        this.words = words;
    }

    /** Everything the query asks for. */
    static AlertFilter whole(AlertQuery query, StoreLimits limits) {
        AlertFilter filter = apartFromFacets(query, limits, true);
        filter.in("a.severity", query.severities().stream().map(Enum::ordinal).toList());
        filter.in("a.state", query.states().stream().map(Enum::ordinal).toList());
        filter.in("a.type", query.types());
        filter.in("a.agent", query.agents());
        filter.in("a.site", query.sites());
        filter.in("a.protocol", query.protocols());
        return filter;
    }

    /** Only what facets do not tell apart: time, words, address. */
    static AlertFilter unfaceted(AlertQuery query, StoreLimits limits) {
        return apartFromFacets(query, limits, false);
    }

    private static AlertFilter apartFromFacets(AlertQuery query, StoreLimits limits, boolean narrowed) {
        AlertFilter filter = new AlertFilter(new AlertWords(limits));
        if (query.from() != null) {
            filter.and("a.last_seen >= ?", Micros.of(query.from()));
        }
        if (query.to() != null) {
            filter.and("a.first_seen <= ?", Micros.of(query.to()));
        }
        if (!query.address().isBlank()) {
            filter.and("? IN (a.originator, a.responder)", query.address().strip());
        }
        filter.text(query, narrowed);
        return filter;
    }

    AlertFilter and(String condition, Object... bound) {
        conditions.add(condition);
        values.addAll(List.of(bound));
        return this;
    }

    private void in(String column, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            StringJoiner marks = new StringJoiner(", ", column + " IN (", ")");
            wanted.forEach(value -> marks.add("?"));
            and(marks.toString(), wanted.toArray());
        }
    }

    /** Words and address go through the full-text index, narrowed there by state and site if wanted. */
    private void text(AlertQuery query, boolean narrowed) {
        String typed = (query.text() + " " + query.address()).strip();
        if (typed.isEmpty()) {
            return;
        }
        words.expression(query, narrowed)
                .ifPresentOrElse(
                        expression -> and("a.n IN (SELECT rowid FROM alert_text WHERE alert_text MATCH ?)", expression),
                        () -> and("0"));
    }

    /** The query {@code head WHERE conditions tail} with everything bound, {@code more} after the conditions' values. */
    Query select(Handle handle, String head, String tail, Object... more) {
        String where = conditions.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", conditions);
        Query query = handle.createQuery(head + where + "\n" + tail);
        int at = 0;
        for (Object value : values) {
            query.bind(at++, value);
        }
        for (Object value : more) {
            query.bind(at++, value);
        }
        return query;
    }
}
