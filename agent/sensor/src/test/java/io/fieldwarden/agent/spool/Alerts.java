package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.agent.contract.Technique;
import java.time.Instant;
import java.util.List;

/** Alerts to store and to send in tests. */
public final class Alerts {
    private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

    private Alerts() {}

    public static Alert alert(int number, Severity severity) {
        return alert(number, 0, severity, 0);
    }

    public static Alert alert(int number, int revision, Severity severity, int evidenceBytes) {
        return new Alert(
                "%032x".formatted(number),
                revision,
                "ot.unauthorised-write",
                "Write by a station that may not write",
                severity,
                0.9,
                AT,
                AT.plusSeconds(revision),
                revision + 1L,
                "press-7",
                "Linz",
                new Party("10.0.0." + number % 250, 49152, "00:1b:1b:01:02:03", "laptop"),
                new Party("10.0.0.9", 502, "", "PLC 9"),
                "modbus",
                null,
                new Expectation("written by 10.0.0.2 only", List.of("10.0.0.2"), 4711, AT),
                new Sighting("written by 10.0.0." + number % 250, List.of("temperature 4,2 °C")),
                List.of(new Technique("T0855", "Unauthorized Command Message")),
                "Somebody else than the control station changes set-points.",
                List.of("Ask the shift leader.", "Do not stop the PLC."),
                "10.0.0." + number,
                evidenceBytes == 0 ? null : new Evidence(3, new byte[evidenceBytes]));
    }

    /** The number an alert was made with. */
    public static int number(Alert alert) {
        return Integer.parseUnsignedInt(alert.id().substring(24), 16);
    }

    /** The same alert with another meaning. */
    public static Alert withMeaning(Alert alert, String meaning) {
        return new Alert(
                alert.id(),
                alert.revision(),
                alert.type(),
                alert.title(),
                alert.severity(),
                alert.confidence(),
                alert.firstSeen(),
                alert.lastSeen(),
                alert.count(),
                alert.agent(),
                alert.site(),
                alert.originator(),
                alert.responder(),
                alert.protocol(),
                alert.operation(),
                alert.expected(),
                alert.seen(),
                alert.techniques(),
                meaning,
                alert.advice(),
                alert.key(),
                alert.evidence());
    }
}
