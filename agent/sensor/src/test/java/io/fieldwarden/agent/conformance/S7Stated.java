package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What we say of S7comm, in the words {@link S7Wireshark} puts Wireshark's fields into. */
final class S7Stated {
    /** Attributes of operations that Wireshark has a field for. */
    static final Set<String> DETAILS = Set.of(
            "filename",
            "servicename",
            "szl_id",
            "szl_index",
            "interval_timebase",
            "interval_time",
            "time",
            "loadmem_len",
            "mc7code_len",
            "load_mem_len",
            "mc7_len",
            "author",
            "family",
            "headername",
            "headerversion",
            "checksum",
            "block_num",
            "alarmtype",
            "negotiated_pdu_length",
            "negotiated_maxamq_calling",
            "negotiated_maxamq_called",
            "event_id");

    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("bit", 1),
            Map.entry("byte", 2),
            Map.entry("char", 3),
            Map.entry("word", 4),
            Map.entry("int", 5),
            Map.entry("dword", 6),
            Map.entry("dint", 7),
            Map.entry("real", 8),
            Map.entry("date", 9),
            Map.entry("tod", 10),
            Map.entry("time", 11),
            Map.entry("s5time", 12),
            Map.entry("date_and_time", 15),
            Map.entry("string", 19),
            Map.entry("counter", 28),
            Map.entry("timer", 29));

    private S7Stated() {}

    static List<String> of(CaptureRun run) {
        List<String> facts = new ArrayList<>();
        for (OperationSeen seen : run.operations()) {
            if (seen.operation().protocol().equals("s7comm")) {
                operation(seen, facts);
            }
        }
        for (ValueSeen seen : run.values()) {
            if (seen.connection().protocol().startsWith("s7comm")) {
                values(seen, facts);
            }
        }
        Set<String> identities = new TreeSet<>();
        for (IdentitySeen seen : run.identities()) {
            if (seen.source().equals("s7comm")) {
                seen.facts().stream()
                        .filter(fact -> S7Wireshark.COMPONENTS.containsValue(fact.name())
                                || fact.name().matches("model|hardware|firmware"))
                        .forEach(fact -> identities.add("identity " + fact.name() + " " + fact.value()));
            }
        }
        facts.addAll(identities);
        return facts;
    }

    private static void operation(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        if (operation.name().startsWith("cotp")) {
            if (operation.name().equals("cotp_connect")) {
                facts.add("connect " + operation.attribute("src_tsap") + " to " + operation.attribute("dst_tsap"));
            }
            return;
        }
        boolean user = operation.code() > 0xFF || operation.name().equals("mode_transition");
        String function = String.format(Locale.ROOT, user ? "0x%04x" : "0x%02x", operation.code());
        Outcome outcome = seen.outcome();
        if (outcome.kind() == Outcome.Kind.ONE_WAY) {
            facts.add("one-way " + function + " " + outcome.code());
        } else if (!operation.attribute("syntaxid").isEmpty() && !user) {
            item(operation, function, outcome, facts);
        } else {
            facts.add((user ? "user " : "job ") + function);
            if (outcome.kind() != Outcome.Kind.UNANSWERED) {
                facts.add("answer " + function + " " + outcome.code());
            }
        }
        for (String block : operation.attribute("blocks").split(",")) {
            if (!block.isEmpty()) {
                facts.add(function + " block " + block);
            }
        }
        for (Attribute attribute : operation.attributes()) {
            if (DETAILS.contains(attribute.name())) {
                facts.add(function + " " + attribute.name() + " " + attribute.value());
            }
        }
    }

    private static void item(Operation operation, String function, Outcome outcome, List<String> facts) {
        boolean any = operation.attribute("syntaxid").equals("s7any");
        Points points = operation.points();
        if (!any || points == null) {
            facts.add("item " + function + " of another kind");
        } else {
            facts.add("item " + function + " " + points.name(0) + " size "
                    + SIZES.getOrDefault(operation.attribute("transp_size"), 0) + " x "
                    + operation.attribute("length"));
        }
        boolean answered = outcome.kind() != Outcome.Kind.UNANSWERED;
        boolean whole = outcome.code() > 0xFF;
        if (answered && operation.attribute("item").equals("1")) {
            facts.add("answer " + function + " " + (whole ? outcome.code() : 0));
        }
        if (answered && !whole) {
            int code = outcome.kind() == Outcome.Kind.SUCCEEDED ? 0xFF : outcome.code();
            facts.add(String.format(Locale.ROOT, "item return %s 0x%02x", function, code));
        }
    }

    private static void values(ValueSeen seen, List<String> facts) {
        String space = seen.points().space();
        boolean ours = space.matches("(p|i|q|m|l|t|c|db\\d+|di\\d+)(/[a-z]+(/[0-9.]+)?)?")
                || (space.matches("cpu/(blocks/.*|protection_level|operating_state)")
                        && seen.way() == ValueSeen.Way.READ);
        for (int index = 0; ours && index < seen.points().count(); index++) {
            facts.add(seen.way() + " " + seen.points().name(index) + " = "
                    + seen.values().text(index));
        }
    }
}
