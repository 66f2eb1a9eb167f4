package io.fieldwarden.agent.detect.operation;

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
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * A device is told to stop answering or reporting (Modbus 8/4, DNP3 function 21, BACnet device communication control). Judged by
 * rule, while learning too. A DNP3 client that starts switches reports off, reads all, and switches them on again:
 * only reports that stay off are told.
 */
public final class BlockReporting implements Detector {
    private static final String TYPE = "ot.block-reporting";
    /** How long a client that starts may leave reports switched off. */
    private static final Threshold RESTORE_SECONDS = new Threshold(TYPE, "restore-seconds", 30);

    @Override
    public String name() {
        return "block-reporting";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).suspect());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(RESTORE_SECONDS);
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.PAIR, Set.of("comm.new-link")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class, TimePassed.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Keeps what may yet be taken back. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final long restoreNanos;
        /** The first of each client and target, oldest first. */
        private final LinkedHashMap<String, Finding> open = new LinkedHashMap<>();

        Session(DetectContext context) {
            this.context = context;
            this.restoreNanos = (long) (context.settings().value(RESTORE_SECONDS) * 1e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    Operation operation = seen.operation();
                    if (!Commands.isCommand(operation)) {
                        return;
                    }
                    if (Commands.blocksReporting(operation)) {
                        blocked(seen);
                    } else if (!open.isEmpty() && Commands.restoresReporting(operation)) {
                        open.remove(place(seen));
                    }
                }
                case TimePassed passed -> overdue(passed.atNanos() - restoreNanos);
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, AgentSeen _ -> {}
            }
        }

        private void blocked(OperationSeen seen) {
            Finding finding = finding(seen);
            if (!Commands.mayStart(seen.operation())) {
                context.findings().raise(finding);
                return;
            }
            open.putIfAbsent(place(seen), finding);
            if (open.size() > DetectLimits.DEFAULT.trackedMax()) {
                context.findings().raise(open.pollFirstEntry().getValue());
            }
        }

        private void overdue(long limitNanos) {
            while (!open.isEmpty() && open.firstEntry().getValue().atNanos() <= limitNanos) {
                context.findings().raise(open.pollFirstEntry().getValue());
            }
        }

        @Override
        public void close() {
            overdue(Long.MAX_VALUE);
        }

        private static String place(OperationSeen seen) {
            return seen.connection().end(seen.from()).address()
                    + " > "
                    + seen.connection().end(seen.from().opposite()).address()
                    + " "
                    + Phrases.target(seen.operation());
        }
    }

    private static Finding finding(OperationSeen seen) {
        Address client = seen.connection().end(seen.from()).address();
        Address server = seen.connection().end(seen.from().opposite()).address();
        Who who =
                Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol());
        String target = Phrases.target(seen.operation());
        Finding finding = new Finding(
                seen.atNanos(),
                TYPE,
                client + " > " + server,
                who,
                () -> Story.rule(
                                "Nobody tells a device in operation to stop answering or reporting.",
                                client + " told device " + server + " (" + target + ") to stop answering or reporting: "
                                        + seen.operation().name() + ", " + seen.outcome() + ".",
                                0.98)
                        .about(seen));
        return finding.noting(seen.operation().name() + " " + target);
    }
}
