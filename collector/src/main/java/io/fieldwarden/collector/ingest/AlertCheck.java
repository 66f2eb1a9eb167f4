package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.contract.Detail;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.contract.Technique;
import io.fieldwarden.collector.enrolment.AgentIdentity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what an agent says is something this agent may say, and of a size an honest agent would send. */
final class AlertCheck {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private AlertCheck() {}

    /** Why the batch is refused, empty if it is not. */
    static Optional<Problem> refusal(Batch batch, AgentIdentity sender) {
        if (batch.id().isEmpty() || batch.id().length() > IngestLimits.WORD_CHARS_MAX) {
            return bad("the batch's id has " + batch.id().length() + " characters");
        }
        return batch.alerts().stream()
                .map(alert -> refusal(alert, sender))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Why the heartbeat is refused, empty if it is not. */
    static Optional<Problem> refusal(Heartbeat heartbeat) {
        int entries = Math.max(heartbeat.rooms().size(), heartbeat.troubles().size());
        if (entries > IngestLimits.HEARTBEAT_ENTRIES_MAX) {
            return bad("the heartbeat has a list of " + entries + " entries");
        }
        List<String> words = heartbeat.rooms().stream().map(RoomReport::room).toList();
        if (tooLong(words, IngestLimits.WORD_CHARS_MAX)
                || tooLong(List.of(heartbeat.version()), IngestLimits.WORD_CHARS_MAX)
                || tooLong(heartbeat.troubles(), IngestLimits.TEXT_CHARS_MAX)) {
            return bad("the heartbeat has a text that is too long");
        }
        return Optional.empty();
    }

    private static Optional<Problem> refusal(Alert alert, AgentIdentity sender) {
        if (!alert.agent().equals(sender.name()) || !alert.site().equals(sender.site())) {
            return Optional.of(new Problem(
                    "wrong-agent",
                    "an alert says it is from agent " + shown(alert.agent()) + " of site " + shown(alert.site())
                            + ", but the certificate is of agent " + sender.name() + " of site " + sender.site()));
        }
        if (!ID.matcher(alert.id()).matches() || alert.revision() < 0) {
            return bad("an alert's id is not 32 lower-case hexadecimal digits, or its revision is negative");
        }
        if (outside(alert.firstSeen()) || outside(alert.lastSeen())) {
            return bad("alert " + alert.id() + " was seen outside the years 1970 to 9999");
        }
        Evidence evidence = alert.evidence();
        if (evidence != null && evidence.pcapng().length > Evidence.BYTES_MAX) {
            return bad("alert " + alert.id() + " has " + evidence.pcapng().length + " bytes of evidence, at most "
                    + Evidence.BYTES_MAX + " are taken");
        }
        return tooBig(alert)
                ? bad("alert " + alert.id() + " has a text over " + IngestLimits.TEXT_CHARS_MAX
                        + " characters or a list over " + IngestLimits.LIST_ENTRIES_MAX + " entries")
                : Optional.empty();
    }

    private static boolean tooBig(Alert alert) {
        List<String> words = List.of(alert.type(), alert.protocol());
        List<String> texts = List.of(
                alert.title(),
                alert.meaning(),
                alert.key(),
                alert.expected().summary(),
                alert.seen().summary());
        List<String> techniques =
                alert.techniques().stream().map(Technique::name).toList();
        List<String> techniqueIds =
                alert.techniques().stream().map(Technique::id).toList();
        return tooLong(words, IngestLimits.WORD_CHARS_MAX)
                || tooLong(techniqueIds, IngestLimits.WORD_CHARS_MAX)
                || tooLong(techniques, IngestLimits.WORD_CHARS_MAX)
                || tooLong(texts, IngestLimits.TEXT_CHARS_MAX)
                || tooLong(alert.advice(), IngestLimits.TEXT_CHARS_MAX)
                || tooLong(alert.expected().values(), IngestLimits.TEXT_CHARS_MAX)
                || tooLong(alert.seen().values(), IngestLimits.TEXT_CHARS_MAX)
                || tooBig(alert.originator())
                || tooBig(alert.responder())
                || tooBig(alert.operation());
    }

    private static boolean tooBig(@Nullable Party party) {
        return party != null
                && (tooLong(List.of(party.address(), party.mac()), IngestLimits.WORD_CHARS_MAX)
                        || tooLong(List.of(party.name()), IngestLimits.TEXT_CHARS_MAX));
    }

    private static boolean tooBig(@Nullable OperationFact operation) {
        if (operation == null) {
            return false;
        }
        List<String> names = operation.details().stream().map(Detail::name).toList();
        List<String> values = operation.details().stream().map(Detail::value).toList();
        return tooLong(List.of(operation.access()), IngestLimits.WORD_CHARS_MAX)
                || tooLong(
                        List.of(operation.name(), operation.target(), operation.outcome()), IngestLimits.TEXT_CHARS_MAX)
                || tooLong(names, IngestLimits.TEXT_CHARS_MAX)
                || tooLong(values, IngestLimits.TEXT_CHARS_MAX);
    }

    private static boolean tooLong(Collection<String> texts, int charsMax) {
        return texts.size() > IngestLimits.LIST_ENTRIES_MAX
                || texts.stream().anyMatch(text -> text.length() > charsMax);
    }

    private static boolean outside(Instant instant) {
        return instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST);
    }

    private static Optional<Problem> bad(String detail) {
        return Optional.of(new Problem("bad-message", detail));
    }

    /** A name out of a message, cut and without anything a terminal would obey. */
    private static String shown(String name) {
        String cut = name.substring(0, Math.min(name.length(), 64));
        return "\"" + cut.replaceAll("\\p{C}", "?") + "\"";
    }
}
