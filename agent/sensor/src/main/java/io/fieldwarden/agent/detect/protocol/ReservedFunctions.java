package io.fieldwarden.agent.detect.protocol;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.detect.Who.Pair;
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
import java.util.List;
import java.util.Set;

/**
 * A command whose number its standard reserves or does not know: tools that try what a device does with it send such, and a
 * few makers. Told while learning too, once; numbers left to makers are told only when they were not learned.
 */
public final class ReservedFunctions implements Detector {
    private static final String TYPE = "pv.reserved-function";
    private static final Set<String> PROTOCOLS = Set.of("modbus", "dnp3", "iec104", "mms", "slmp", "fins", "c37118");
    /** How decoders name what the standard has no name for. */
    private static final List<String> UNNAMED = List.of("reserved_", "unknown_", "type_", "service_");

    private static final List<String> LEFT_TO_MAKERS = List.of("user_defined_", "private_type_");

    @Override
    public String name() {
        return "reserved-functions";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).heldBack());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(TYPE, Cover.Scope.PAIR, Set.of("ot.unlearned-operation")));
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Looks at the commands of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final SeenBefore known;
        private final KeyText key = new KeyText();

        Session(DetectContext context) {
            this.context = context;
            this.known = context.baseline().seen("pv.function");
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case OperationSeen seen -> {
                    Operation operation = seen.operation();
                    if (begins(operation.name(), UNNAMED) && PROTOCOLS.contains(operation.protocol())) {
                        judge(seen, true);
                    } else if (begins(operation.name(), LEFT_TO_MAKERS)) {
                        judge(seen, false);
                    }
                }
                case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
            }
        }

        /** By index: for every operation. */
        private static boolean begins(String name, List<String> prefixes) {
            for (int index = 0; index < prefixes.size(); index++) {
                if (name.startsWith(prefixes.get(index))) {
                    return true;
                }
            }
            return false;
        }

        private void judge(OperationSeen seen, boolean rule) {
            Address client = seen.connection().end(seen.from()).address();
            Address server = seen.connection().end(seen.from().opposite()).address();
            Operation operation = seen.operation();
            key.start().part(client).part(server).part(operation.protocol()).part(operation.name());
            Entry before = known.find(key);
            if (!rule || before != null) {
                if (context.isNew(known, key, client, seen.atNanos())) {
                    raise(seen, new Pair(client, server), rule);
                }
                return;
            }
            if (context.baseline().learning().on() && !context.findings().suspected(client)) {
                known.learn(key, seen.atNanos());
            }
            raise(seen, new Pair(client, server), rule);
        }

        private void raise(OperationSeen seen, Pair pair, boolean rule) {
            Operation operation = seen.operation();
            String why = rule
                    ? "Commands have numbers that the standard of " + operation.protocol() + " gives a meaning."
                    : "Numbers left to makers are used only as learned; this pair never used this one.";
            Finding finding = new Finding(
                    seen.atNanos(),
                    TYPE,
                    pair.key() + " " + operation.protocol(),
                    Who.asked(seen.connection(), seen.from()).over(operation.protocol()),
                    () -> Story.rule(
                                    why,
                                    pair.from() + " gave " + pair.to() + " the command " + operation.name() + ": "
                                            + seen.outcome() + ".",
                                    seen.connection().midstream() ? 0.6 : 0.85)
                            .about(seen));
            context.findings().raise(finding.noting(operation.name()));
        }
    }
}
