package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Zeek's {@code dns.log} column by column: one line for each query with its answer. It holds NetBIOS names and multicast DNS as well. */
public final class DnsZeek implements Opinion {
    @Override
    public String protocol() {
        return "dns";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "dns").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Set<String> pairs = new HashSet<>();
        for (ZeekLog.Row row : ZeekLog.told(subject, "dns")) {
            if (!Set.of("137", "5353").contains(row.get("id.resp_p"))) {
                pairs.add(row.pair());
                theirs(row, theirs);
            }
        }
        for (OperationSeen seen : subject.run().operations()) {
            String pair = ZeekLog.pair(seen.connection());
            if (seen.operation().protocol().equals("dns") && pairs.contains(pair)) {
                ours(seen, pair, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(ZeekLog.Row row, List<String> facts) {
        String type = row.get("qtype");
        String which = row.pair() + " " + row.get("trans_id") + " "
                + row.get("query").toLowerCase(Locale.ROOT) + " "
                + DnsStated.type(type.isEmpty() ? 0 : Integer.parseInt(type)) + " ";
        facts.add(which + "asked");
        if (!row.get("rcode").isEmpty()) {
            facts.add(which + "answered " + row.get("rcode"));
        }
        for (String flag : List.of("AA", "TC")) {
            if (row.get(flag).equals("T")) {
                facts.add(which + flag);
            }
        }
        for (String answer : row.get("answers").split(",", -1)) {
            String text = answer.replaceFirst("^TXT [0-9]+ ", "").toLowerCase(Locale.ROOT);
            boolean described = answer.startsWith("<") || DnsStated.isType(text.replaceFirst(" .*", ""));
            if (!text.isEmpty() && !described) { // what types Zeek describes differs from version to version
                facts.add(which + "is " + text);
            }
        }
    }

    private static void ours(OperationSeen seen, String pair, List<String> facts) {
        String which = pair + " " + seen.operation().attribute("trans_id") + " "
                + seen.operation().attribute("query").toLowerCase(Locale.ROOT) + " "
                + seen.operation().attribute("qtype_name") + " ";
        facts.add(which + "asked");
        if (seen.outcome().kind() == Outcome.Kind.UNANSWERED) {
            return;
        }
        facts.add(which + "answered " + seen.outcome().code());
        for (Attribute attribute : seen.operation().attributes()) {
            switch (attribute.name()) {
                case "AA", "TC" -> facts.add(which + attribute.name());
                case "answers" -> {
                    String plain = attribute.value().replaceFirst("^([a-zA-Z0-9_.-]+):[0-9]+$", "$1"); // no port of SRV
                    if (!plain.isEmpty() && !DnsStated.isType(plain)) {
                        facts.add(which + "is " + plain.toLowerCase(Locale.ROOT));
                    }
                }
                default -> {
                    // not compared
                }
            }
        }
    }
}
