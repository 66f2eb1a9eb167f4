package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.baseline.SlidingCount;
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
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * A device is asked for more connections than any client needs. Senders may be forged, so that the story is the target's,
 * whoever asks.
 */
public final class SynFlood implements Detector {
    private static final String TYPE = "dos.syn-flood";
    /** Connections asked for in the window. */
    private static final Threshold REQUESTS = new Threshold(TYPE, "requests", 3_000);

    private static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 60);

    @Override
    public String name() {
        return "syn-flood";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(REQUESTS, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Requests to one device, and how many are too many for it. */
    private record Target(SlidingCount requests, double most) {}

    /** Counts the requests of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final long windowNanos;
        private final Tracked<Address, Target> targets = new Tracked<>(DetectLimits.DEFAULT.trackedMax());

        Session(DetectContext context) {
            this.context = context;
            this.windowNanos = (long) (context.settings().value(SECONDS) * 1e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case ConnectionSeen seen -> {
                    if (asks(seen)) {
                        judge(seen);
                    }
                }
                case OperationSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        private static boolean asks(ConnectionSeen seen) {
            return seen.phase() == ConnectionSeen.Phase.OPENED
                    && seen.connection().transport() == Transport.TCP
                    && !seen.connection().midstream();
        }

        private void judge(ConnectionSeen seen) {
            Connection connection = seen.connection();
            Address target = connection.responder().address();
            Target known = targets.find(target);
            if (known == null) {
                known = new Target(
                        new SlidingCount(windowNanos), context.settings().value(REQUESTS, target));
                targets.put(target, known);
            }
            long counted = known.requests().add(1, seen.atNanos());
            if (counted >= known.most()) {
                raise(seen, target, counted, (long) known.most());
            }
        }

        private void raise(ConnectionSeen seen, Address target, long counted, long most) {
            Connection connection = seen.connection();
            String window = Phrases.count(windowNanos / 1_000_000_000L, "second");
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    target.toString(),
                    Who.of(connection),
                    () -> Story.rule(
                            "Fewer than " + Phrases.count(most, "connection") + " asked of one device within " + window
                                    + ".",
                            target + " was asked for " + Phrases.count(counted, "connection") + " within " + window
                                    + ", the latest at port "
                                    + connection.responder().port() + " by "
                                    + connection.originator().address() + ". Senders may be forged.",
                            0.9));
            context.findings().raise(finding);
        }
    }
}
