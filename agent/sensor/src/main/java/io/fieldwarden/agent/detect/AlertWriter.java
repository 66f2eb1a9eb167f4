package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Detail;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.OperationFact;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.agent.contract.Sighting;
import io.fieldwarden.agent.contract.catalogue.AlertType;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a situation into the words of the contract. */
final class AlertWriter {
    private static final int DETAILS_MAX = 24;
    private static final int ID_BYTES = 16;

    private final AgentIdentity identity;
    private final Map<String, AlertType> types;

    AlertWriter(AgentIdentity identity, Map<String, AlertType> types) {
        this.identity = identity;
        this.types = types;
    }

    /** The alert as it stands now. */
    Alert write(Situation situation, @Nullable Evidence evidence) {
        Finding first = situation.first;
        AlertType type = type(first.type());
        Story story = first.story().get();
        OperationSeen operation = story.operation();
        return new Alert(
                id(first, situation.firstNanos),
                situation.revision,
                type.id(),
                type.title(),
                situation.severityOr(type.severity()),
                story.confidence(),
                Phrases.instant(situation.firstNanos),
                Phrases.instant(situation.lastNanos),
                situation.count,
                identity.agent(),
                identity.site(),
                party(first.who().originator()),
                party(first.who().responder()),
                first.who().protocol(),
                operation == null ? null : fact(operation),
                story.expected(),
                new Sighting(
                        story.seen().summary(), situation.values(story.seen().values())),
                type.techniques(),
                type.meaning(),
                type.advice(),
                key(first),
                evidence);
    }

    /** The situation in stable words, as alerts carry it and verdicts name it. */
    static String key(Finding finding) {
        return finding.key().isEmpty() ? finding.type() : finding.type() + " " + finding.key();
    }

    private AlertType type(String id) {
        AlertType type = types.get(id);
        if (type == null) {
            throw new IllegalArgumentException("alert type " + id + " is not in the catalogue");
        }
        return type;
    }

    private String id(Finding first, long firstNanos) {
        String words = identity.agent() + '\0' + first.type() + '\0' + first.key() + '\0' + firstNanos;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable Party party(@Nullable Endpoint end) {
        if (end == null) {
            return null;
        }
        String mac = end.mac() == Endpoint.NO_MAC ? "" : Address.macText(end.mac());
        int port = end.address().kind() == Address.Kind.MAC ? 0 : end.port();
        return new Party(end.address().toString(), port, mac, "");
    }

    private static OperationFact fact(OperationSeen seen) {
        Operation operation = seen.operation();
        List<Detail> details = operation.attributes().stream()
                .filter(attribute -> !attribute.name().toLowerCase(Locale.ROOT).contains("passw"))
                .limit(DETAILS_MAX)
                .map(AlertWriter::detail)
                .toList();
        return new OperationFact(
                operation.name(),
                operation.access().name(),
                Phrases.cut(Phrases.target(operation)),
                seen.outcome().toString(),
                details);
    }

    private static Detail detail(Attribute attribute) {
        return new Detail(attribute.name(), Phrases.cut(attribute.value()));
    }
}
