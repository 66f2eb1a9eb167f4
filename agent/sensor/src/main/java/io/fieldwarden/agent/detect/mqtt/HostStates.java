package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * The state of a Sparkplug primary host (Sparkplug 3.0, 6.4.26) is published by a station that is not that host. Edge nodes
 * believe it: told that their host is offline, they stop sending or look for another broker.
 */
public final class HostStates implements Detector {
    private static final String TYPE = "spb.state-spoof";

    @Override
    public String name() {
        return "sparkplug-host-states";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE));
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.PAIR, Set.of("mqtt.new-topic", "mqtt.new-publisher")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Knows who speaks for which host on one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore hosts;
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.hosts = context.baseline().seen("spb.host");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (seen.operation().name().equals("state")
                            && seen.operation().protocol().equals("sparkplug")
                            && seen.from() == Direction.FROM_ORIGINATOR // what the broker hands on has no sender
                            && seen.connection().transport() != Transport.BROKER) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            Address broker = seen.connection().responder().address();
            Address station = seen.connection().originator().address();
            String host = seen.operation().attribute("host_id");
            key.start().part(broker).part(host).part(station);
            if (context.isNew(hosts, key, station, seen.atNanos())) {
                raise(seen, broker, station, host);
            }
        }

        private void raise(OperationSeen seen, Address broker, Address station, String host) {
            String state = seen.operation().attribute("online").equals("true") ? "online" : "offline";
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    broker + " " + Phrases.quote(host) + " from " + station,
                    Who.of(seen.connection()).over(MqttFields.PROTOCOL),
                    () -> Story.unlearned(
                                    Phrases.learned(
                                            hosts,
                                            "Stations that speak for host " + Phrases.quote(host),
                                            "time",
                                            new KeyPattern().part(broker).part(host),
                                            entry -> entry.parts()[2]),
                                    station + " told broker " + broker + " that host " + Phrases.quote(host) + " is "
                                            + state + ", and never spoke for it.",
                                    0.9)
                            .about(seen));
            context.findings().raise(finding.noting(state));
        }
    }
}
