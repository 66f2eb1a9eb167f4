package io.fieldwarden.collector.sink.format;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.store.AlertStore.Change;
import org.jspecify.annotations.Nullable;

/**
 * A change in QRadar's Log Event Extended Format, version 2.0: six header fields, of which the last names the delimiter, and
 * attributes of its predefined list; keys of our own are letters only, as the guide demands. A duplicate is known by
 * {@code alertId}, {@code revision} and {@code cat}.
 */
public final class LeefFormat implements Format {
    private final String version;

    /** Names the version of the product that the header tells. */
    public LeefFormat(String version) {
        this.version = version;
    }

    @Override
    public String text(Change change) {
        Alert alert = change.alert();
        return "LEEF:2.0|Fieldwarden|Fieldwarden|" + LeefAttributes.header(version) + "|"
                + LeefAttributes.header(alert.type()) + "|" + LeefAttributes.DELIMITER + "|" + attributes(change);
    }

    @Override
    public String text(Change change, int bytesMax) {
        return Shortening.fit(this, change, bytesMax);
    }

    private static String attributes(Change change) {
        Alert alert = change.alert();
        LeefAttributes attributes = new LeefAttributes()
                .put("devTime", String.valueOf(change.at().toEpochMilli()))
                .put("cat", Words.kind(change))
                .put("sev", String.valueOf(severity(alert.severity())))
                .put("alertId", alert.id())
                .put("revision", String.valueOf(alert.revision()))
                .put("identHostName", alert.agent())
                .put("site", alert.site())
                .put("title", alert.title())
                .put("firstSeen", String.valueOf(alert.firstSeen().toEpochMilli()))
                .put("lastSeen", String.valueOf(alert.lastSeen().toEpochMilli()))
                .put("count", String.valueOf(alert.count()))
                .put("confidence", String.valueOf(alert.confidence()));
        party(attributes, alert.originator(), "src");
        party(attributes, alert.responder(), "dst");
        attributes.put(Words.isTransport(alert.protocol()) ? "proto" : "application", alert.protocol());
        operation(attributes, alert.operation());
        return attributes
                .put("expected", Words.expected(alert))
                .put("seen", Words.seen(alert))
                .put("techniques", Words.techniques(alert))
                .put("state", Words.state(change))
                .put("usrName", change.kind() == Change.Kind.STATE ? change.by() : "")
                .put("reason", change.reason())
                .put("msg", alert.meaning())
                .put("advice", String.join(" ", alert.advice()))
                .text();
    }

    /** {@code src} and {@code dst} take IPv4 and IPv6 addresses. */
    private static void party(LeefAttributes attributes, @Nullable Party party, String side) {
        if (party != null) {
            attributes
                    .put(side, Words.ip(party))
                    .put(side + "Port", Words.port(party))
                    .put(side + "MAC", Words.mac(party))
                    .put(side + "Name", party.name());
        }
    }

    private static void operation(LeefAttributes attributes, @Nullable OperationFact operation) {
        if (operation != null) {
            attributes
                    .put("action", operation.name())
                    .put("access", operation.access())
                    .put("outcome", operation.outcome())
                    .put("resource", operation.target())
                    .put("details", Words.details(operation));
        }
    }

    /** From 1 to 10, 10 the worst. */
    private static int severity(Severity severity) {
        return switch (severity) {
            case INFO -> 1;
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }
}
