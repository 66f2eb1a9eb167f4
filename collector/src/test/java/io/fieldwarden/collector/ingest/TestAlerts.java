package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Detail;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.agent.contract.Technique;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Alerts as agents send them. */
public final class TestAlerts {
    private static final Instant SEEN = Instant.parse("2026-11-01T10:00:00.123456Z");

    private TestAlerts() {}

    public static Alert alert(String agent, int number, int revision) {
        return alert(agent, number, revision, "a write");
    }

    /** An alert whose every free text says {@code words}. */
    public static Alert alert(String agent, int number, int revision, String words) {
        return new Alert(
                HexFormat.of().toHexDigits(agent.hashCode() * 31L, 16)
                        + HexFormat.of().toHexDigits((long) number, 16),
                revision,
                "ot.unauthorised-write",
                "Write by a controller that never wrote",
                Severity.HIGH,
                0.9,
                SEEN,
                SEEN.plusSeconds(revision),
                1 + revision,
                agent,
                "plant",
                new Party("10.0.0.66", 49152, "00:1b:1b:01:02:03", words),
                new Party("10.0.0.2", 502, "", "plc-1"),
                "modbus",
                new OperationFact(
                        "write_single_register",
                        "WRITE",
                        "unit 1 holding-register:9",
                        "succeeded",
                        List.of(new Detail("value", words))),
                new Expectation("only 10.0.0.5 writes here", List.of("10.0.0.5"), 5000, SEEN.minusSeconds(86_400)),
                new Sighting(words, List.of(words)),
                List.of(new Technique("T0855", "Unauthorized Command Message")),
                "Somebody else commands the controller.",
                List.of("Ask the shift who is at 10.0.0.66.", "Look at the set-point before touching anything."),
                agent + " writes " + number,
                new Evidence(1, new byte[] {10, 13, 13, 10}));
    }
}
