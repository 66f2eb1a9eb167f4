package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What we say of calls to the PROFINET connection manager, in words other tools' records can be put into. */
final class CmFacts {
    private CmFacts() {}

    /** One text a packet: type, operation, sequence, activity, object, interface, length. */
    static String packet(String type, String operation, String sequence, List<String> uuids, String length) {
        return String.join(" ", type, operation, sequence, String.join(" ", uuids), length)
                .toLowerCase(Locale.ROOT);
    }

    static List<String> ours(Subject subject) throws java.io.IOException {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            if (!operation.protocol().equals("profinet-cm")) {
                continue;
            }
            boolean oneWay = operation.attribute("response_fragment_length").isEmpty()
                    && !operation.attribute("server_boot_time").isEmpty();
            if (!oneWay) {
                facts.add(packet(operation, "request", operation.attribute("fragment_length")));
            }
            if (seen.outcome().kind() != Outcome.Kind.UNANSWERED) {
                String length = operation.attribute(oneWay ? "fragment_length" : "response_fragment_length");
                facts.add(packet(operation, "response", length));
            }
        }
        return facts;
    }

    private static String packet(Operation operation, String type, String length) {
        List<String> uuids = List.of(
                operation.attribute("activity_uuid"),
                operation.attribute("object_uuid"),
                operation.attribute("interface_uuid"));
        return packet(type, operation.name(), operation.attribute("sequence_number"), uuids, length);
    }
}
