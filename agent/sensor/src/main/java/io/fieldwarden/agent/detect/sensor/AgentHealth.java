package io.fieldwarden.agent.detect.sensor;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The agent itself is weak: something of it is switched off or full, so that it sees less; or alerts wait on its disk because
 * nobody fetches them, and some are soon, or were already, given up.
 */
public final class AgentHealth implements Detector {
    private static final String DEGRADED = "self.degraded";
    private static final String SPOOL = "self.spool";
    /** How full the spool is when that is told, in percent. */
    private static final Threshold PERCENT = new Threshold(SPOOL, "percent", 80);
    /** It is told again only after it was emptied to so many parts of that. */
    private static final double CALM = 0.75;

    private static final int TROUBLES_MAX = 256;

    @Override
    public String name() {
        return "agent-health";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(DEGRADED).lasting(), Raise.rule(SPOOL).lasting());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PERCENT);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(AgentSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Remembers what was told, so that one trouble is one sighting. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final double percentMax;
        private final Set<String> told = new HashSet<>();
        private boolean full;
        private long droppedBefore = -1;

        Session(DetectContext context) {
            this.context = context;
            this.percentMax = context.settings().value(PERCENT);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case AgentSeen seen -> {
                    degraded(seen);
                    spool(seen);
                }
                case OperationSeen _, ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _ -> {}
            }
        }

        private void degraded(AgentSeen seen) {
            for (String trouble : seen.troubles()) {
                if (told.size() < TROUBLES_MAX && told.add(trouble)) {
                    raise(
                            seen,
                            DEGRADED,
                            "All of the agent is at work, within its limits.",
                            "Since " + Phrases.second(seen.atNanos()) + " or a minute before: " + trouble + ".",
                            trouble);
                }
            }
        }

        private void spool(AgentSeen seen) {
            double percent = seen.spoolBytesMax() == 0 ? 0 : 100.0 * seen.spoolBytes() / seen.spoolBytesMax();
            boolean lost = droppedBefore >= 0 && seen.spoolDropped() > droppedBefore;
            if (lost || (percent >= percentMax && !full)) {
                long more = lost ? seen.spoolDropped() - droppedBefore : 0;
                String state = "The spool is " + (long) percent + " percent full";
                raise(
                        seen,
                        SPOOL,
                        "Alerts are fetched: the spool stays below " + (long) percentMax + " percent.",
                        lost ? state + "; " + Phrases.count(more, "alert") + " had to be given up." : state + ".",
                        (long) percent + " percent full, " + Phrases.count(seen.spoolDropped(), "alert") + " given up");
            }
            full = percent >= percentMax || (full && percent >= percentMax * CALM);
            droppedBefore = seen.spoolDropped();
        }

        private void raise(AgentSeen seen, String type, String rule, String story, String note) {
            Finding finding = new Finding(seen.atNanos(), type, "", Who.SENSOR, () -> Story.rule(rule, story, 1.0));
            context.findings().raise(finding.noting(note));
        }
    }
}
