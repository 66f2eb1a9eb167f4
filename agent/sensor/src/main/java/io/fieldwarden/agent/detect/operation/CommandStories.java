package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.Ranges;
import io.fieldwarden.agent.baseline.Runs;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.detect.DetectContext.Findings;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts commands that are not normal into words. */
final class CommandStories {
    private final Findings findings;
    private final SeenBefore partners;
    private final SeenBefore commands;
    private final SeenBefore writers;

    CommandStories(Findings findings, Baseline baseline) {
        this.findings = findings;
        this.partners = baseline.seen("ot.partner");
        this.commands = baseline.seen("ot.operation");
        this.writers = baseline.seen("ot.writer");
    }

    /** A write by a station that never wrote. */
    void write(OperationSeen seen) {
        Address client = client(seen);
        Address server = server(seen);
        Finding finding = new Finding(
                seen.atNanos(),
                CommandPolicy.WRITE,
                pair(seen),
                who(seen),
                () -> Story.unlearned(
                                Phrases.learned(
                                        writers,
                                        "Learned writers",
                                        "write",
                                        new KeyPattern().any().part(server),
                                        entry -> entry.parts()[0]),
                                "Device " + server + deed(seen) + client + ", which has never written to it: "
                                        + what(seen) + result(seen.outcome()) + ".",
                                0.95)
                        .about(seen));
        findings.raise(finding.noting(what(seen)));
    }

    /** A change that the policy does not allow. */
    void forbidden(OperationSeen seen) {
        Address client = client(seen);
        Address server = server(seen);
        Finding finding = new Finding(
                seen.atNanos(),
                CommandPolicy.WRITE,
                pair(seen),
                who(seen),
                () -> Story.rule(
                                "The policy names who may change " + server + ", what and when; no rule allows this.",
                                "Device " + server + deed(seen) + client + ", which the policy does not allow: "
                                        + what(seen) + result(seen.outcome()) + ".",
                                0.98)
                        .about(seen));
        findings.raise(finding.noting(what(seen)));
    }

    private static String deed(OperationSeen seen) {
        return switch (seen.operation().access()) {
            case WRITE, PUBLISH -> " was written by ";
            case CONFIGURE -> " was given a configuring command by ";
            case EXECUTE -> " was given a command that may change it by ";
            case READ, IDENTIFY, SUBSCRIBE, SESSION -> " was spoken to by ";
        };
    }

    private static String result(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.SUCCEEDED ? "" : "; " + outcome;
    }

    /** A station that gives its first command to a device. */
    void master(OperationSeen seen) {
        Address client = client(seen);
        Address server = server(seen);
        Finding finding = new Finding(
                seen.atNanos(),
                CommandPolicy.MASTER,
                pair(seen) + " " + seen.operation().protocol(),
                who(seen),
                () -> Story.unlearned(
                                Phrases.learned(
                                        partners,
                                        "Stations that give commands to " + server,
                                        "command",
                                        new KeyPattern().any().part(server),
                                        entry -> entry.parts()[0] + " by " + entry.parts()[2]),
                                client + " gives " + seen.operation().protocol() + " commands to " + server
                                        + " for the first time: " + what(seen) + ".",
                                seen.connection().midstream() ? 0.7 : 0.95)
                        .about(seen));
        // many stations ask who a device is before they do anything; a scan says it better
        boolean asks = seen.operation().access() == Access.IDENTIFY;
        findings.raise(asks ? finding.noting(what(seen)).heldBack() : finding.noting(what(seen)));
    }

    /** A command that this pair never used. */
    void operation(OperationSeen seen) {
        String key = pair(seen) + " " + seen.operation().protocol() + " "
                + seen.operation().scope() + " " + seen.operation().name();
        Finding finding = new Finding(
                seen.atNanos(),
                CommandPolicy.OPERATION,
                key,
                who(seen),
                () -> Story.unlearned(
                                Phrases.learned(
                                        commands,
                                        "Learned commands of this pair",
                                        "time",
                                        new KeyPattern().part(client(seen)).part(server(seen)),
                                        entry -> entry.parts()[4] + " on " + entry.parts()[3]),
                                client(seen) + " gave " + server(seen) + " a command it never gave before: "
                                        + what(seen) + ".",
                                0.85)
                        .about(seen));
        findings.raise(finding.noting(what(seen)));
    }

    /** Points that this pair never touched in this way. */
    void range(OperationSeen seen, @Nullable Runs known) {
        Points points = seen.operation().points();
        String space = points == null ? "" : points.space();
        boolean writes = Commands.changes(seen.operation());
        String key = pair(seen) + " " + seen.operation().protocol() + " " + space + (writes ? " write" : " read");
        Finding finding = new Finding(
                seen.atNanos(),
                CommandPolicy.RANGE,
                key,
                who(seen),
                () -> Story.unlearned(
                                ranges(space, writes, known),
                                client(seen) + (writes ? " wrote " : " read ") + Phrases.target(seen.operation())
                                        + " of " + server(seen) + ", which it never touched in this way.",
                                0.85)
                        .about(seen));
        findings.raise(finding.noting(Phrases.target(seen.operation())));
    }

    private static Expectation ranges(String space, boolean writes, @Nullable Runs known) {
        String lead = "Learned addresses of " + space + " this pair " + (writes ? "writes" : "reads") + ": ";
        if (known == null) {
            return new Expectation(lead + "none.", List.of(), 0, null);
        }
        List<String> runs = known.runs().stream().map(Ranges.Run::toString).toList();
        return new Expectation(
                lead + String.join(", ", runs) + " ("
                        + Phrases.count(known.count(), "use") + " since "
                        + Phrases.minute(known.firstNanos()) + ").",
                runs,
                known.count(),
                Phrases.instant(known.firstNanos()));
    }

    private static String what(OperationSeen seen) {
        String refused = seen.outcome().kind() == Outcome.Kind.REFUSED ? " (" + seen.outcome() + ")" : "";
        return seen.operation().name() + " " + Phrases.target(seen.operation()) + refused;
    }

    private static Who who(OperationSeen seen) {
        return Who.asked(seen.connection(), seen.from()).over(seen.operation().protocol());
    }

    private static Address client(OperationSeen seen) {
        return seen.connection().end(seen.from()).address();
    }

    private static Address server(OperationSeen seen) {
        return seen.connection().end(seen.from().opposite()).address();
    }

    private static String pair(OperationSeen seen) {
        return client(seen) + " > " + server(seen);
    }
}
