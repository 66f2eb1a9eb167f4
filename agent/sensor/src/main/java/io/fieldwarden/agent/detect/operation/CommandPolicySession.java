package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Ranges;
import io.fieldwarden.agent.baseline.Runs;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.policy.Policy;

/** Knows the commands of one lane. */
final class CommandPolicySession implements DetectorSession {
    private final DetectContext context;
    private final SeenBefore partners;
    private final SeenBefore commands;
    private final SeenBefore writers;
    private final Ranges ranges;
    private final CommandStories stories;
    private final CommandMemo memo;
    private final Policy policy;
    private final KeyText key = new KeyText();

    CommandPolicySession(DetectContext context) {
        this.context = context;
        this.policy = context.settings().policy();
        this.memo = new CommandMemo(context.baseline());
        this.partners = context.baseline().seen("ot.partner");
        this.commands = context.baseline().seen("ot.operation");
        this.writers = context.baseline().seen("ot.writer");
        this.ranges = context.baseline().ranges("ot.range");
        this.stories = new CommandStories(context.findings(), context.baseline());
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> {
                Known known = memo.find(seen);
                if (known != null) {
                    known.again(seen.atNanos());
                } else if (Commands.isCommand(seen.operation())) {
                    judge(seen, seen.connection().end(seen.from()).address());
                }
            }
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void judge(OperationSeen seen, Address client) {
        Address server = seen.connection().end(seen.from().opposite()).address();
        boolean nobody = client.isGroup() && client.low() == 0;
        if (nobody || hasRule(seen.operation(), server) || isGuess(seen, client, server)) {
            return;
        }
        if (Commands.startsUp(seen.operation()) && partners.find(partner(client, server, seen)) != null) {
            return; // part of every start of a client, and no harm: lessons without a start must not make it news
        }
        boolean changes = Commands.changes(seen.operation());
        Policy.Ruling ruling =
                changes ? policy.command(client, server, seen.operation(), seen.atNanos()) : Policy.Ruling.UNDECIDED;
        if (ruling == Policy.Ruling.ALLOWED) {
            return;
        }
        if (ruling == Policy.Ruling.FORBIDDEN) {
            stories.forbidden(seen);
        } else if (!Commands.isControl(seen.operation())) {
            return; // the engineer's rules hold for every protocol, what was learned only for control
        } else if (changes && mayNotWrite(seen, client, server)) {
            stories.write(seen);
        } else if (context.isNew(partners, partner(client, server, seen), client, seen.atNanos())) {
            stories.master(seen);
        } else if (context.isNew(commands, command(client, server, seen), client, seen.atNanos())) {
            stories.operation(seen);
        } else if (outside(client, server, seen)) {
            stories.range(seen, ranges.find(range(client, server, seen)));
        } else {
            remember(client, server, seen);
        }
    }

    /** Whether another detector tells it, whatever was learned. */
    private boolean hasRule(Operation operation, Address server) {
        return Commands.blocksReporting(operation)
                || Acts.of(operation) != null
                || (Commands.changes(operation) && policy.isSafety(server));
    }

    /** Without its answer, a message of a conversation picked up in the middle may come from either role. */
    private boolean isGuess(OperationSeen seen, Address client, Address server) {
        boolean answered = seen.outcome().kind() == Outcome.Kind.SUCCEEDED
                || seen.outcome().kind() == Outcome.Kind.REFUSED;
        return seen.connection().midstream() && !answered && partners.find(partner(client, server, seen)) == null;
    }

    private boolean mayNotWrite(OperationSeen seen, Address client, Address server) {
        if (context.settings().mayWrite(client, server)) {
            return false;
        }
        boolean named = context.settings().namesWriters(server);
        return named || context.isNew(writers, writer(client, server), client, seen.atNanos());
    }

    private boolean outside(Address client, Address server, OperationSeen seen) {
        Points points = seen.operation().points();
        if (points == null || points.isNamed()) {
            return false;
        }
        Ranges.Run run = new Ranges.Run(points.first(), points.last());
        Runs known = ranges.find(range(client, server, seen));
        if (known != null && known.covers(run)) {
            known.again(seen.atNanos());
            return false;
        }
        if (context.baseline().learning().on()) {
            if (!context.findings().suspected(client)) {
                ranges.learn(key, run, seen.atNanos());
            }
            return false;
        }
        return ranges.judges();
    }

    private void remember(Address client, Address server, OperationSeen seen) {
        boolean changes = Commands.changes(seen.operation());
        Points points = seen.operation().points();
        boolean ranged = points != null && !points.isNamed();
        Runs runs = ranged ? ranges.find(range(client, server, seen)) : null;
        Entry writer = changes ? writers.find(writer(client, server)) : null;
        Entry partner = partners.find(partner(client, server, seen));
        Entry command = commands.find(command(client, server, seen));
        if (command != null && partner != null) {
            memo.put(seen, new Known(command, partner, writer, runs));
        }
    }

    private KeyText writer(Address client, Address server) {
        return key.start().part(client).part(server);
    }

    private KeyText partner(Address client, Address server, OperationSeen seen) {
        return key.start().part(client).part(server).part(seen.operation().protocol());
    }

    private KeyText command(Address client, Address server, OperationSeen seen) {
        Operation operation = seen.operation();
        return partner(client, server, seen).part(operation.scope()).part(operation.name());
    }

    private KeyText range(Address client, Address server, OperationSeen seen) {
        Points points = seen.operation().points();
        String way = Commands.changes(seen.operation()) ? "write" : "read";
        return partner(client, server, seen)
                .part(points == null ? "" : points.space())
                .part(way);
    }
}
