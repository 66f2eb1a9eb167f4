package io.fieldwarden.collector.sink.format;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.Utf8;
import io.fieldwarden.collector.store.AlertStore.Change;
import org.jspecify.annotations.Nullable;

/**
 * A change in ArcSight's Common Event Format, version 0 (Implementing ArcSight CEF, revision 25): seven header fields and
 * {@code key=value} extensions of its dictionary. A duplicate is known by {@code externalId} and {@code cn1} (the revision).
 */
public final class CefFormat implements Format {
    private final String version;

    /** Names the version of the product that the header tells. */
    public CefFormat(String version) {
        this.version = version;
    }

    @Override
    public String text(Change change) {
        Alert alert = change.alert();
        return "CEF:0|Fieldwarden|Fieldwarden|" + header(version) + "|" + header(alert.type()) + "|"
                + header(alert.title()) + "|" + severity(alert.severity()) + "|" + extension(change);
    }

    @Override
    public String text(Change change, int bytesMax) {
        return Shortening.fit(this, change, bytesMax);
    }

    private static String extension(Change change) {
        Alert alert = change.alert();
        CefExtension extension = new CefExtension()
                .put("rt", change.at().toEpochMilli())
                .put("start", alert.firstSeen().toEpochMilli())
                .put("end", alert.lastSeen().toEpochMilli())
                .put("cnt", alert.count())
                .put("externalId", alert.id())
                .labelled("cn1", "revision", String.valueOf(alert.revision()))
                .put("dvchost", alert.agent())
                .put("cat", Words.kind(change));
        originator(extension, alert.originator());
        responder(extension, alert.responder());
        extension.put(Words.isTransport(alert.protocol()) ? "proto" : "app", alert.protocol());
        operation(extension, alert.operation());
        return extension
                .labelled("cs1", "site", alert.site())
                .labelled("cs2", "expected", Words.expected(alert))
                .labelled("cs3", "seen", Words.seen(alert))
                .labelled("cs4", "techniques", Words.techniques(alert))
                .labelled("cs5", "state", Words.state(change))
                .labelled("cs6", "advice", String.join(" ", alert.advice()))
                .labelled("cfp1", "confidence", String.valueOf(alert.confidence()))
                .put("suser", change.kind() == Change.Kind.STATE ? change.by() : "")
                .put("reason", change.reason())
                .put("msg", alert.meaning())
                .text();
    }

    private static void originator(CefExtension extension, @Nullable Party party) {
        if (party != null) {
            address(extension, party, "src", "c6a2", "Source IPv6 Address");
            extension
                    .put("spt", Words.port(party))
                    .put("smac", Words.mac(party))
                    .put("shost", party.name());
        }
    }

    private static void responder(CefExtension extension, @Nullable Party party) {
        if (party != null) {
            address(extension, party, "dst", "c6a3", "Destination IPv6 Address");
            extension
                    .put("dpt", Words.port(party))
                    .put("dmac", Words.mac(party))
                    .put("dhost", party.name());
        }
    }

    /** In version 0, {@code src} and {@code dst} take an IPv4 address; IPv6 has keys of its own. */
    private static void address(CefExtension extension, Party party, String ipv4Key, String ipv6Key, String label) {
        if (Words.isIpv4(party)) {
            extension.put(ipv4Key, party.address());
        } else if (Words.isIpv6(party)) {
            extension.labelled(ipv6Key, label, party.address());
        }
    }

    private static void operation(CefExtension extension, @Nullable OperationFact operation) {
        if (operation != null) {
            extension
                    .put("act", operation.name())
                    .put("outcome", operation.outcome())
                    .put("request", operation.target())
                    .labelled("flexString1", "access", operation.access())
                    .labelled("flexString2", "details", Words.details(operation));
        }
    }

    /** From 0 to 10: 0–3 low, 4–6 medium, 7–8 high, 9–10 very high. */
    private static int severity(Severity severity) {
        return switch (severity) {
            case INFO -> 1;
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }

    /** In the header, the backslash and the pipe are escaped and there is no line break. */
    private static String header(String text) {
        return Utf8.clean(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace('\n', ' ')
                .replace('\r', ' ');
    }
}
