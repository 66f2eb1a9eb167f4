package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.Who.Pair;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** Refused logins, and logins whose password can be read on the wire. Judged by rule, while learning too. */
public final class Logins implements Detector {
    private static final String FAILURES = "mqtt.auth-failures";
    private static final String CLEARTEXT = "mqtt.cleartext-credentials";
    private static final Threshold FEW = new Threshold(FAILURES, "failures", 2);
    private static final Threshold FEW_SECONDS = new Threshold(FAILURES, "window-seconds", 300);
    private static final Threshold MANY = new Threshold(FAILURES, "failures-per-minute-high", 20);
    private static final long MINUTE = 60_000_000_000L;
    /** Bad name or password, not authorised: CONNACK 4 and 5 (3.1.1, 3.2.2.3); 0x86, 0x87 and 0x8C (5, 3.2.2.2). */
    private static final Set<Integer> DENIED = Set.of(4, 5, 0x86, 0x87, 0x8C);

    @Override
    public String name() {
        return "mqtt-logins";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(FAILURES), Raise.rule(CLEARTEXT).lasting());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FEW, FEW_SECONDS, MANY);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Failures of one client at one broker. */
    private record Failures(SlidingCount few, SlidingCount minute) {}

    /** Counts the logins of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final Tracked<Pair, Failures> failures = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
        private final long windowNanos;

        Session(DetectContext context) {
            this.context = context;
            this.windowNanos = (long) (context.settings().value(FEW_SECONDS) * 1e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (MqttFields.isConnect(seen.operation())) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            Who who = Who.asked(seen.connection(), seen.from()).over(MqttFields.PROTOCOL);
            if (who.originator() == null || who.responder() == null) {
                return;
            }
            Pair pair = new Pair(who.originator().address(), who.responder().address());
            Outcome outcome = seen.outcome();
            if (outcome.kind() == Outcome.Kind.REFUSED && DENIED.contains(outcome.code())) {
                failed(seen, who, pair);
            }
            boolean onWire = seen.connection().transport() == Transport.TCP;
            if (onWire && MqttFields.hasUser(seen.operation()) && MqttFields.hasPassword(seen.operation())) {
                readable(seen, who, pair);
            }
        }

        private void failed(OperationSeen seen, Who who, Pair pair) {
            Failures counted =
                    failures.of(pair, fresh -> new Failures(new SlidingCount(windowNanos), new SlidingCount(MINUTE)));
            long few = counted.few().add(1, seen.atNanos());
            long inMinute = counted.minute().add(1, seen.atNanos());
            if (few < context.settings().value(FEW)) {
                return;
            }
            boolean many = inMinute >= context.settings().value(MANY);
            Finding finding = new Finding(
                    seen.atNanos(),
                    FAILURES,
                    pair.key(),
                    who,
                    () -> Story.rule(
                                    "A client knows its password: fewer than "
                                            + (long) context.settings().value(FEW) + " refusals within "
                                            + Phrases.count(windowNanos / 1_000_000_000L, "second") + ".",
                                    "Broker " + pair.to() + " refused logins from " + pair.from() + ": "
                                            + seen.outcome().name() + ".",
                                    0.9)
                            .about(seen));
            String client = MqttFields.clientId(seen.operation());
            context.findings()
                    .raise(finding.noting(client.isEmpty() ? "" : "client " + Phrases.quote(client))
                            .as(many ? Severity.HIGH : Severity.LOW));
        }

        /** One situation per broker: the remedy is one, whatever the number of clients. */
        private void readable(OperationSeen seen, Who who, Pair pair) {
            Finding finding = new Finding(
                    seen.atNanos(),
                    CLEARTEXT,
                    pair.to().toString(),
                    who,
                    () -> Story.rule(
                                    "User names and passwords cross the network encrypted (TLS).",
                                    "Clients log on to broker " + pair.to()
                                            + " with user name and password in clear text; the first seen was "
                                            + pair.from()
                                            + ".",
                                    1.0)
                            .about(seen));
            String client = MqttFields.clientId(seen.operation());
            context.findings().raise(finding.noting(pair.from() + " " + Phrases.quote(client)));
        }
    }
}
