package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.baseline.DistinctWindow;
import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.Cover;
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
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * One station asks many devices, one by one, what they are, and never asked these before. A supervisory station that asks its own
 * controllers each time it starts has been learned and is not meant; nor is one broadcast, which every tool sends.
 */
public final class ControllerScan implements Detector {
    private static final String TYPE = "scan.plc";
    private static final Threshold DEVICES = new Threshold(TYPE, "devices", 10);
    private static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 120);

    @Override
    public String name() {
        return "controller-scan";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).suspect());
    }

    @Override
    public List<Cover> covers() {
        Set<String> duller = Set.of("comm.new-link", "ot.new-master", "ot.unlearned-operation");
        return List.of(new Cover(TYPE, Cover.Scope.ORIGINATOR, duller));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DEVICES, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Follows who asks whom on one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final int devices;
        private final long windowNanos;
        private final SeenBefore asked;
        private final KeyText key = new KeyText();
        private final Tracked<Address, DistinctWindow> strangers = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.devices = (int) context.settings().value(DEVICES);
            this.windowNanos = (long) (context.settings().value(SECONDS) * 1e9);
            this.asked = context.baseline().seen("scan.identity");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (seen.operation().access() == Access.IDENTIFY) {
                        judge(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void judge(OperationSeen seen) {
            Address station = seen.connection().end(seen.from()).address();
            Address device = seen.connection().end(seen.from().opposite()).address();
            if (device.isGroup() || !context.settings().isHome(device)) {
                return;
            }
            key.start().part(station).part(device);
            if (context.isNew(asked, key, station, seen.atNanos())
                    && strangers
                            .of(station, fresh -> new DistinctWindow(devices, windowNanos))
                            .add(device.hashCode(), seen.atNanos())) {
                raise(seen, station, device);
            }
        }

        private void raise(OperationSeen seen, Address station, Address device) {
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    station.toString(),
                    Who.asked(seen.connection(), seen.from())
                            .over(seen.operation().protocol()),
                    () -> Story.unlearned(
                                    Phrases.learned(
                                            asked,
                                            "Devices that " + station + " asks who they are",
                                            "time",
                                            new KeyPattern().part(station),
                                            entry -> entry.parts()[1]),
                                    station + " asked " + devices + " devices that it never asked before, within "
                                            + Phrases.count(windowNanos / 1_000_000_000L, "second")
                                            + ", who they are.",
                                    0.9)
                            .about(seen));
            context.findings().raise(finding.noting(seen.operation().name() + " to " + device));
        }
    }
}
