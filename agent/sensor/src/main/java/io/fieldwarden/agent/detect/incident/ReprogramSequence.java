package io.fieldwarden.agent.detect.incident;

import io.fieldwarden.agent.baseline.Tracked;
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
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Observation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A controller is stopped or put into another mode, given logic, and set running again: it now does something else. */
public final class ReprogramSequence implements Detector {
    private static final String TYPE = "corr.reprogram-sequence";
    /** How long the steps may lie apart. */
    private static final Threshold WINDOW_HOURS = new Threshold(TYPE, "window-hours", 8);

    private static final Set<String> HALTS = Set.of("ot.mode-change", "ot.plc-stop");
    private static final Set<String> LOADS = Set.of("ot.program-download", "ot.firmware-update");
    private static final Set<String> RUNS = Set.of("ot.mode-change", "ot.plc-restart");

    @Override
    public String name() {
        return "reprogram-sequence";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WINDOW_HOURS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of();
    }

    @Override
    public boolean hearsFindings() {
        return true;
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** How far each controller's change has come. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final long windowNanos;
        private final Tracked<Address, Change> changes = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.windowNanos = (long) (context.settings().value(WINDOW_HOURS) * 3600e9);
        }

        /** A change under way: what halted the controller, and what was loaded first since. */
        private record Change(Finding halt, @Nullable Finding load) {}

        @Override
        public void observe(Observation observation) {
            // rests on findings alone
        }

        @Override
        public void found(Finding finding) {
            Endpoint controller = finding.who().responder();
            if (controller == null) {
                return;
            }
            Address address = controller.address();
            Change change = changes.find(address);
            if (change != null && finding.atNanos() - change.halt().atNanos() > windowNanos) {
                changes.remove(address);
                change = null;
            }
            if (change != null && change.load() != null && RUNS.contains(finding.type())) {
                changes.remove(address);
                raise(change.halt(), change.load(), finding);
            } else if (change != null && LOADS.contains(finding.type())) {
                if (change.load() == null) {
                    changes.put(address, new Change(change.halt(), finding));
                }
            } else if (HALTS.contains(finding.type())) {
                changes.put(address, new Change(finding, null));
            }
        }

        private void raise(Finding halt, Finding load, Finding run) {
            Who who = run.who();
            Finding incident = new Finding(
                    run.atNanos(),
                    TYPE,
                    Phrases.name(who.originatorAddress()) + " > " + address(who),
                    who,
                    () -> Story.rule(
                                    "A controller's program changes only when somebody responsible for the machine"
                                            + " planned it.",
                                    "Controller " + address(who)
                                            + " was halted, given logic, and set running again: it may now do"
                                            + " something else.",
                                    0.95)
                            .values(List.of(step(halt), step(load), step(run))));
            context.findings().raise(incident);
        }

        private static String address(Who who) {
            Endpoint controller = who.responder();
            return Phrases.name(controller == null ? null : controller.address());
        }

        private static String step(Finding finding) {
            return Phrases.second(finding.atNanos()) + ": " + finding.type() + " by "
                    + Phrases.name(finding.who().originatorAddress())
                    + (finding.note().isEmpty() ? "" : " (" + finding.note() + ")");
        }
    }
}
