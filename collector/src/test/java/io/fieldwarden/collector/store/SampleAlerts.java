package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.agent.contract.Technique;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Alerts for tests, made from a seed. */
public final class SampleAlerts {
    public static final Instant START = Instant.parse("2026-11-20T06:00:00Z");
    private static final List<String> TYPES =
            List.of("ot.unauthorised-write", "comm.new-asset", "scan.port", "mqtt.wildcard-subscribe", "pv.malformed");
    private static final List<String> PROTOCOLS = List.of("modbus", "mqtt", "");

    private SampleAlerts() {}

    public static String id(long number) {
        return "%032x".formatted(number);
    }

    /** A plain alert. */
    public static Alert plain(String agent, long number) {
        return of(agent, number, 0, Severity.HIGH, null);
    }

    /** A revision of an alert. */
    public static Alert of(String agent, long number, int revision, Severity severity, @Nullable Evidence evidence) {
        return random(new java.util.Random(number), agent, number, severity).with(revision, evidence);
    }

    /** An alert with everything drawn from {@code random}. */
    public static Draft random(RandomGenerator random, String agent, long number, Severity severity) {
        return new Draft(
                agent,
                number,
                severity,
                TYPES.get(random.nextInt(TYPES.size())),
                PROTOCOLS.get(random.nextInt(PROTOCOLS.size())),
                random.nextInt(256),
                random.nextInt(20),
                random.nextInt(72 * 3600));
    }

    /** What varies between sample alerts. */
    public record Draft(
            String agent,
            long number,
            Severity severity,
            String type,
            String protocol,
            int originator,
            int responder,
            int secondsAfterStart) {

        public Alert with(int revision, @Nullable Evidence evidence) {
            Instant first = START.plusSeconds(secondsAfterStart);
            return new Alert(
                    id(number),
                    revision,
                    type,
                    "Title of " + type,
                    severity,
                    0.9,
                    first,
                    first.plusSeconds(revision * 60L),
                    revision + 1,
                    agent,
                    "site-" + agent.length(),
                    new Party("10.0.3." + originator, 49152, "", "ENG-" + originator),
                    new Party("10.0.4." + responder, 502, "00:1b:1b:01:02:03", "PLC-" + responder),
                    protocol,
                    new OperationFact(
                            "write_multiple_registers",
                            "WRITE",
                            "unit 1 holding-register:9..12",
                            "succeeded",
                            List.of()),
                    new Expectation("10.0.3.17 writes here", List.of("10.0.3.17"), 1204, START),
                    new Sighting("a new writer wrote", List.of("1200", "3000")),
                    List.of(new Technique("T0855", "Unauthorized Command Message")),
                    "A station wrote that never wrote before.",
                    List.of("Ask the shift lead."),
                    type + "|" + originator + "|" + responder,
                    evidence);
        }
    }
}
