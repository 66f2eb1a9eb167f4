package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Services of MMS and what they are about, as Wireshark reads them. */
public final class MmsWireshark implements Opinion {
    private static final String CONCLUDE = "conclude from ";
    private static final List<String> FIELDS = List.of(
            "mms.invokeID",
            "mms.confirmedServiceRequest",
            "mms.domainId",
            "mms.itemId",
            "mms.vmd_specific",
            "mms.programInvocationName",
            "mms.initiate_RequestPDU_element",
            "mms.conclude_RequestPDU_element",
            "mms.cancel_RequestPDU",
            "mms.confirmed_RequestPDU_element",
            "mms.confirmed_ResponsePDU_element",
            "mms.confirmed_ErrorPDU_element",
            "mms.localDetailCalling",
            "mms.proposedMaxServOutstandingCalling",
            "mms.domainName",
            "tcp.srcport",
            "mms.originalInvokeID");
    /** Ends that sent a {@code conclude} straight on the transport, which Wireshark takes for data. */
    private final Set<String> bare = new HashSet<>();

    @Override
    public String protocol() {
        return "mms";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("mms");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.rows(subject.file(), "mms && !tcp.analysis.retransmission", FIELDS, row -> theirs(row, theirs));
        Tshark.rows(subject.file(), "cotp && data.data == 8b:00", List.of("tcp.srcport"), row -> bare.add(row[0]));
        List<String> ours = new ArrayList<>();
        subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("mms"))
                .forEach(seen -> ours(seen, ours));
        return new Facts(theirs, ours);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean unread = fact.startsWith(CONCLUDE) && bare.contains(fact.substring(CONCLUDE.length()));
        return unread && !theirs ? Optional.of("mms-bare-conclude") : Optional.empty();
    }

    private static void theirs(String[] row, List<String> facts) {
        if (!row[6].isEmpty()) {
            facts.add("initiate " + row[12] + " " + row[13]);
        }
        if (!row[7].isEmpty()) {
            facts.add(CONCLUDE + row[15]);
        }
        if (!row[8].isEmpty()) {
            facts.add("cancel " + row[8]);
        }
        if (!row[9].isEmpty()) {
            facts.add("request " + row[0] + " service " + row[1]);
            names(row, facts);
        }
        if (!row[10].isEmpty() || !row[11].isEmpty()) {
            facts.add("response " + row[0]);
        } else if (!row[16].isEmpty()) {
            facts.add("response " + row[16]); // rejected
        }
    }

    private static void names(String[] row, List<String> facts) {
        String[] domains = row[2].split(",");
        String[] items = row[3].split(",");
        for (int index = 0; index < items.length; index++) {
            if (!items[index].isEmpty() && domains.length == items.length) {
                facts.add("names " + domains[index] + "/" + items[index]);
            }
        }
        for (String name : row[4].split(",")) {
            if (!name.isEmpty()) {
                facts.add("names " + name);
            }
        }
        if (!row[5].isEmpty()) {
            facts.add("program " + row[5]);
        }
        if (!row[14].isEmpty()) {
            facts.add("domain " + row[14]);
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        String invoke = operation.attribute("invoke_id");
        boolean oneWay = seen.outcome().kind() == Outcome.Kind.ONE_WAY;
        switch (operation.name()) {
            case "initiate" ->
                facts.add("initiate " + operation.attribute("local_detail_calling") + " "
                        + operation.attribute("max_serv_outstanding_calling"));
            case "conclude" ->
                facts.add(CONCLUDE + seen.connection().end(seen.from()).port());
            case "cancel" -> facts.add("cancel " + invoke);
            default -> {
                if (invoke.isEmpty()) {
                    return;
                }
                if (!oneWay) {
                    facts.add("request " + invoke + " service " + (operation.code() < 0 ? "" : operation.code()));
                    names(operation, facts);
                }
                if (seen.outcome().kind() != Outcome.Kind.UNANSWERED) {
                    facts.add("response " + invoke);
                }
            }
        }
    }

    private static void names(Operation operation, List<String> facts) {
        Points points = operation.points();
        if (points != null) {
            facts.add("names " + points.space());
        }
        for (Attribute attribute : operation.attributes()) {
            switch (attribute.name()) {
                case "variable" -> facts.add("names " + attribute.value());
                case "program_invocation_name" -> facts.add("program " + attribute.value());
                case "name" -> {
                    // semaphores have object names, all else of this kind has identifiers
                    if (operation.code() >= 19 && operation.code() <= 25) {
                        facts.add("names " + attribute.value());
                    }
                }
                case "domain_name" -> {
                    // Wireshark names only the domain of services with more than a domain to say
                    if (operation.code() == 26 || operation.code() == 28) {
                        facts.add("domain " + attribute.value());
                    }
                }
                default -> {
                    // Wireshark does not state it in a field of its own
                }
            }
        }
    }
}
