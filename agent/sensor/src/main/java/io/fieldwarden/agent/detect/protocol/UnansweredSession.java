package io.fieldwarden.agent.detect.protocol;

import io.fieldwarden.agent.baseline.SlidingCount;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.Who.Pair;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows who answers whom in one lane. */
final class UnansweredSession implements DetectorSession {
    private static final double SECOND = 1e9;
    /** Protocols in which every request is answered at once; in others some wait for an event, or for the end of a session. */
    private static final Set<String> POLLED = Set.of(
            "modbus", "umas", "s7comm", "cip", "enip", "bacnet", "fins", "slmp", "gesrtp", "hartip", "codesys", "dnp3");

    private final DetectContext context;
    private final double requests;
    private final double floodRequests;
    private final long windowNanos;
    private final long floodNanos;
    private final Tracked<Pair, Answers> pairs = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    /** The pair of {@link #latestConnection}: a conversation's operations come in a row. */
    private @Nullable Answers latest;

    private long latestConnection = -1;

    UnansweredSession(DetectContext context) {
        this.context = context;
        this.requests = context.settings().value(Unanswered.REQUESTS);
        this.floodRequests = context.settings().value(Unanswered.FLOOD_REQUESTS);
        this.windowNanos = (long) (context.settings().value(Unanswered.SECONDS) * SECOND);
        this.floodNanos = (long) (context.settings().value(Unanswered.FLOOD_SECONDS) * SECOND);
    }

    /** Answers of a device to a client. */
    private static final class Answers {
        private final SlidingCount unanswered;
        /** When the client was last answered, if ever. */
        private long answeredNanos = Long.MIN_VALUE;
        /** Requests in a row without an answer, and since when. */
        private long row;

        private long rowSinceNanos;

        Answers(long windowNanos) {
            this.unanswered = new SlidingCount(windowNanos);
        }
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> operation(seen);
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void operation(OperationSeen seen) {
        switch (seen.outcome().kind()) {
            case SUCCEEDED, REFUSED -> {
                Answers answers = answers(seen);
                if (answers != null) {
                    answers.answeredNanos = seen.atNanos();
                    answers.row = 0;
                }
            }
            case UNANSWERED -> {
                Answers answers = answers(seen);
                if (answers != null && answers.answeredNanos != Long.MIN_VALUE) {
                    unanswered(seen, answers);
                }
            }
            case ONE_WAY -> {} // nobody expects an answer
        }
    }

    private @Nullable Answers answers(OperationSeen seen) {
        Connection connection = seen.connection();
        boolean asked = POLLED.contains(seen.operation().protocol())
                && connection.transport() != Transport.BROKER
                && !connection.end(seen.from().opposite()).address().isGroup();
        if (!asked) {
            return null;
        }
        if (connection.id() == latestConnection && latest != null) {
            return latest;
        }
        Pair pair = new Pair(
                connection.end(seen.from()).address(),
                connection.end(seen.from().opposite()).address());
        latest = pairs.of(pair, fresh -> new Answers(floodNanos));
        latestConnection = connection.id();
        return latest;
    }

    private void unanswered(OperationSeen seen, Answers answers) {
        if (answers.row == 0) {
            answers.rowSinceNanos = seen.atNanos();
        }
        answers.row++;
        long counted = answers.unanswered.add(1, seen.atNanos());
        if (counted >= floodRequests) {
            raise(seen, Unanswered.FLOOD, flood(seen, counted));
        } else if (answers.row >= requests && seen.atNanos() - answers.rowSinceNanos <= windowNanos) {
            raise(seen, Unanswered.UNRESPONSIVE, unresponsive(seen, answers));
        }
    }

    private Story flood(OperationSeen seen, long counted) {
        String window = Phrases.count((long) (floodNanos / SECOND), "second");
        return Story.rule(
                "Fewer than " + (long) floodRequests + " requests of one client stay unanswered within " + window + ".",
                Phrases.count(counted, "request") + " of " + client(seen) + " to " + device(seen)
                        + " stayed unanswered within " + window + ".",
                0.8);
    }

    private Story unresponsive(OperationSeen seen, Answers answers) {
        return Story.rule(
                device(seen) + " answers " + client(seen) + ", as it did until "
                        + Phrases.instant(answers.answeredNanos) + ".",
                device(seen) + " left the last " + Phrases.count(answers.row, "request") + " of " + client(seen)
                        + " unanswered.",
                0.8);
    }

    private void raise(OperationSeen seen, String type, Story story) {
        Who who =
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol());
        String key = client(seen) + " " + device(seen);
        context.findings().raise(new Finding(seen.atNanos(), type, key, who, () -> story.about(seen)));
    }

    private static String client(OperationSeen seen) {
        return seen.connection().end(seen.from()).address().toString();
    }

    private static String device(OperationSeen seen) {
        return seen.connection().end(seen.from().opposite()).address().toString();
    }
}
