package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.util.ArrayList;
import java.util.List;

/** Puts messages into operations. */
final class DnsQueries {
    private final String protocol;
    private final DnsLimits limits;

    DnsQueries(String protocol, DnsLimits limits) {
        this.protocol = protocol;
        this.limits = limits;
    }

    /** A question, with the answers if there are any yet. */
    Operation query(int id, int opcode, DnsMessage.Question question, List<Attribute> answers) {
        List<Attribute> attributes = new ArrayList<>(4 + answers.size());
        attributes.add(new Attribute("trans_id", Integer.toString(id)));
        attributes.add(new Attribute("query", question.name()));
        attributes.add(new Attribute("qclass_name", DnsNames.klass(question.klass())));
        attributes.add(new Attribute("qtype_name", DnsNames.type(question.type())));
        attributes.addAll(answers);
        return new Operation(protocol, opcode, DnsNames.opcode(opcode), access(opcode), "", null, attributes);
    }

    private static Access access(int opcode) {
        return switch (opcode) {
            case DnsNames.UPDATE -> Access.CONFIGURE;
            case DnsNames.NOTIFY, 6 -> Access.SESSION;
            default -> Access.READ;
        };
    }

    /** What an answer adds: flags and the data of its records. */
    List<Attribute> answers(DnsMessage message) {
        List<Attribute> attributes = new ArrayList<>();
        if (message.authoritative()) {
            attributes.add(new Attribute("AA", "true"));
        }
        if (message.truncated()) {
            attributes.add(new Attribute("TC", "true"));
        }
        List<DnsMessage.Answer> answers = message.answers();
        for (int index = 0; index < Math.min(answers.size(), limits.answersMax()); index++) {
            attributes.add(new Attribute("answers", answers.get(index).data()));
        }
        return attributes;
    }
}
