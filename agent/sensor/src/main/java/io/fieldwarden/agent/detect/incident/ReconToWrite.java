package io.fieldwarden.agent.detect.incident;

import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/** One station looks for devices, asks them what they are, and then changes one: the way of most attacks on plants. */
public final class ReconToWrite implements Detector {
    private static final String TYPE = "corr.recon-to-write";
    /** How long the steps may lie apart. */
    private static final Threshold WINDOW_HOURS = new Threshold(TYPE, "window-hours", 24);

    @Override
    public String name() {
        return "recon-to-write";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).lasting());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WINDOW_HOURS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public boolean hearsFindings() {
        return true;
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Follows stations that have looked for devices. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final long windowNanos;
        private final Tracked<Address, Timeline> byStation = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.windowNanos = (long) (context.settings().value(WINDOW_HOURS) * 3600e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    if (seen.operation().access() == Access.IDENTIFY && !byStation.isEmpty()) {
                        identified(seen);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private void identified(OperationSeen seen) {
            Timeline timeline =
                    byStation.find(seen.connection().end(seen.from()).address());
            if (timeline != null) {
                Address device = seen.connection().end(seen.from().opposite()).address();
                String what = seen.operation().name() + " to " + device;
                timeline.add(new Timeline.Step(seen.atNanos(), Deed.IDENTIFY, what), seen.atNanos() - windowNanos);
            }
        }

        @Override
        public void found(Finding finding) {
            Deed deed = Deed.of(finding.type());
            Endpoint station = finding.who().originator();
            if (deed == null || station == null) {
                return;
            }
            Timeline timeline = deed == Deed.RECON
                    ? byStation.of(station.address(), fresh -> new Timeline())
                    : byStation.find(station.address());
            if (timeline == null) {
                return;
            }
            Endpoint device = finding.who().responder();
            String what = finding.type() + (device == null ? "" : " on " + device.address());
            boolean fresh =
                    timeline.add(new Timeline.Step(finding.atNanos(), deed, what), finding.atNanos() - windowNanos);
            if (deed == Deed.CHANGE && fresh && timeline.first(Deed.RECON) <= finding.atNanos()) {
                raise(finding, station, timeline);
            }
        }

        private void raise(Finding change, Endpoint station, Timeline timeline) {
            boolean asked = timeline.first(Deed.IDENTIFY) <= change.atNanos();
            Finding incident = new Finding(
                    change.atNanos(),
                    TYPE,
                    station.address().toString(),
                    new Who(
                            station,
                            change.who().responder(),
                            change.who().protocol(),
                            change.who().connectionId()),
                    () -> Story.rule(
                                    "No station looks for devices and then changes one.",
                                    station.address() + " looked for devices"
                                            + (asked ? ", asked what they are" : "")
                                            + " and then acted on one. Its steps are listed in order.",
                                    asked ? 0.95 : 0.85)
                            .values(timeline.words()));
            context.findings().raise(incident);
        }
    }
}
