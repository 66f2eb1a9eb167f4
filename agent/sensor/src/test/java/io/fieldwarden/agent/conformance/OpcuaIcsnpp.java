package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The logs of ICSNPP's OPC UA parser: services, hellos, channels, sessions, monitored items, subscriptions, references, results. */
public final class OpcuaIcsnpp implements Opinion {
    /** What makes Zeek report a gap, as Wireshark calls it; ICSNPP takes a spurious retransmission for one. */
    private static final String GAPS =
            "tcp.analysis.spurious_retransmission || tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment";

    /** Our facts of the capture looked at last that come after a gap of their connection. */
    private final Set<String> afterGap = new HashSet<>();

    private static final String MAIN = "opcua_binary.log";

    @Override
    public String protocol() {
        return "opcua";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && !subject.beside(2, MAIN).isEmpty()
                && folder(subject).isPresent();
    }

    /** The folder of logs that speak of exactly the connections of the capture. */
    private static Optional<Path> folder(Subject subject) throws IOException {
        Set<String> ours = new HashSet<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            if (seen.connection().protocol().equals("opcua")) {
                ours.add(ends(seen.connection()));
            }
        }
        for (Path log : subject.beside(2, MAIN)) {
            Set<String> theirs = new HashSet<>();
            SharedData.zeekRows(log).forEach(row -> theirs.add(ends(row)));
            if (!theirs.isEmpty() && theirs.equals(ours)) {
                return Optional.ofNullable(log.getParent());
            }
        }
        return Optional.empty();
    }

    private static String ends(Connection connection) {
        return connection.originator().address() + " " + connection.originator().port() + " "
                + connection.responder().address() + " "
                + connection.responder().port();
    }

    private static String ends(String[] row) {
        return String.join(" ", row[2], row[3], row[4], row[5]);
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Path folder = folder(subject).orElseThrow();
        List<String> theirs = new ArrayList<>();
        for (String[] row : rows(folder, MAIN)) {
            main(row, theirs);
        }
        int at = 11; // after both ends, the direction and both ends again
        for (String[] row : rows(folder, "opcua_binary_create_session.log")) {
            add(theirs, row, "application_uri", at);
            add(theirs, row, "product_uri", at + 1);
            add(theirs, row, "application_name", at + 4);
            add(theirs, row, "session_name", at + 10);
        }
        for (String[] row : rows(folder, "opcua_binary_activate_session.log")) {
            add(theirs, row, "user_identity_token", at + 8);
            add(theirs, row, "policy_id", at + 10);
            add(theirs, row, "user_name", at + 11);
        }
        for (String[] row : rows(folder, "opcua_binary_create_subscription.log")) {
            add(theirs, row, "requested_lifetime_count", at + 1);
            add(theirs, row, "requested_max_keep_alive_count", at + 2);
            add(theirs, row, "subscription_id", at + 6);
            add(theirs, row, "revised_lifetime_count", at + 8);
            add(theirs, row, "revised_max_keep_alive_count", at + 9);
        }
        for (String[] row : rows(folder, "opcua_binary_opensecure_channel.log")) {
            add(theirs, row, "requested_lifetime", at + 4);
            add(theirs, row, "channel_id", at + 6);
            add(theirs, row, "token_id", at + 7);
            add(theirs, row, "revised_lifetime", at + 9);
        }
        items(folder, theirs);
        return new Facts(theirs, ours(subject));
    }

    /** Items of arrays: nodes, references, endpoints. */
    private static void items(Path folder, List<String> theirs) throws IOException {
        int at = 11;
        for (String[] row : rows(folder, "opcua_binary_read_nodes_to_read.log")) {
            theirs.add(ends(row) + " node_to_read " + node(row, at) + " " + row[at + 7]);
        }
        for (String[] row : rows(folder, "opcua_binary_write.log")) {
            if (row[6].equals("T")) {
                theirs.add(ends(row) + " node_to_write " + node(row, at) + " " + row[at + 7]);
            }
        }
        for (String[] row : rows(folder, "opcua_binary_create_monitored_items_create_item.log")) {
            if (row[6].equals("T")) {
                theirs.add(ends(row) + " item_to_create " + node(row, at) + " " + row[at + 6]);
            }
        }
        for (String[] row : rows(folder, "opcua_binary_browse_description.log")) {
            theirs.add(ends(row) + " node_to_browse " + node(row, at));
        }
        for (String[] row : rows(folder, "opcua_binary_browse_response_references.log")) {
            theirs.add(ends(row) + " reference " + node(row, at) + " " + node(row, at + 7) + " " + row[at + 16]);
        }
        for (String[] row : rows(folder, "opcua_binary_get_endpoints_description.log")) {
            theirs.add(ends(row) + " endpoint " + row[at] + " " + row[at + 1]);
        }
    }

    private static List<String[]> rows(Path folder, String name) throws IOException {
        Path log = folder.resolve(name);
        return Files.exists(log) ? SharedData.zeekRows(log) : List.of();
    }

    private static void main(String[] row, List<String> facts) {
        String type = row[6];
        if (type.equals("HEL")) {
            facts.add(ends(row) + " hello " + row[16]);
        }
        String request = row.length > 30 ? row[30] : "-";
        if (request.endsWith("Request")) {
            facts.add(ends(row) + " " + request);
        }
    }

    private static void add(List<String> facts, String[] row, String name, int index) {
        if (index < row.length && !row[index].equals("-") && !row[index].equals("(empty)")) {
            facts.add(ends(row) + " " + name + " " + row[index]);
        }
    }

    /** A node id from its encoding, namespace, number, text, GUID and opaque columns. */
    private static String node(String[] row, int at) {
        String space = row[at + 1].equals("-") || row[at + 1].equals("0") ? "" : "ns=" + row[at + 1] + ";";
        if (!row[at + 2].equals("-")) {
            return space + "i=" + row[at + 2];
        }
        return !row[at + 3].equals("-") ? space + "s=" + row[at + 3] : space + "g=" + row[at + 4];
    }

    private static final Set<String> PLAIN = Set.of(
            "application_uri",
            "product_uri",
            "application_name",
            "session_name",
            "user_identity_token",
            "policy_id",
            "user_name",
            "requested_lifetime_count",
            "requested_max_keep_alive_count",
            "subscription_id",
            "revised_lifetime_count",
            "revised_max_keep_alive_count",
            "requested_lifetime",
            "channel_id",
            "token_id",
            "revised_lifetime");
    private static final Set<String> NAMED =
            Set.of("create_session", "activate_session", "create_subscription", "open_secure_channel");

    /** The first gap of each connection, by its ends in both orders, in nanoseconds since 1970. */
    private static Map<String, Long> gaps(Subject subject) throws IOException {
        Map<String, Long> gaps = new HashMap<>();
        List<String> fields =
                List.of("frame.time_epoch", "ip.src", "ipv6.src", "tcp.srcport", "ip.dst", "ipv6.dst", "tcp.dstport");
        Tshark.rows(subject.file(), GAPS, fields, row -> {
            long nanos = new BigDecimal(row[0]).movePointRight(9).longValue();
            String source = row[1] + row[2] + " " + row[3];
            String destination = row[4] + row[5] + " " + row[6];
            gaps.merge(source + " " + destination, nanos, Math::min);
            gaps.merge(destination + " " + source, nanos, Math::min);
        });
        return gaps;
    }

    private List<String> ours(Subject subject) throws IOException {
        afterGap.clear();
        Map<String, Long> gaps = gaps(subject);
        List<String> all = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("opcua")) {
                List<String> facts = ours(seen);
                all.addAll(facts);
                if (seen.atNanos() >= gaps.getOrDefault(ends(seen.connection()), Long.MAX_VALUE)) {
                    afterGap.addAll(facts);
                }
            }
        }
        return all;
    }

    private static List<String> ours(OperationSeen seen) {
        List<String> facts = new ArrayList<>();
        String ends = ends(seen.connection()) + " ";
        String name = seen.operation().name();
        boolean asked = seen.outcome().kind() != Outcome.Kind.ONE_WAY || name.equals("close_secure_channel");
        if (name.equals("hello")) {
            facts.add(ends + "hello " + seen.operation().attribute("endpoint_url"));
        } else if (seen.operation().code() > 0 && asked) {
            facts.add(ends + camel(name) + "Request");
        }
        for (Attribute attribute : seen.operation().attributes()) {
            if (NAMED.contains(name) && PLAIN.contains(attribute.name())) {
                facts.add(ends + attribute.name() + " " + attribute.value());
            }
            item(ends, name, attribute, facts);
        }
        return facts;
    }

    private static void item(String ends, String name, Attribute attribute, List<String> facts) {
        String text = attribute.value();
        switch (name + "/" + attribute.name()) {
            case "read/nodes_to_read" ->
                facts.add(ends + "node_to_read " + part(text, "NodeId") + " " + part(text, "AttributeId"));
            case "write/nodes_to_write" ->
                facts.add(ends + "node_to_write " + part(text, "NodeId") + " " + part(text, "AttributeId"));
            case "create_monitored_items/items_to_create" ->
                facts.add(ends + "item_to_create " + part(text, "NodeId") + " " + part(text, "AttributeId"));
            case "browse/nodes_to_browse" -> facts.add(ends + "node_to_browse " + part(text, "NodeId"));
            case "browse/references" ->
                facts.add(ends + "reference " + part(text, "ReferenceTypeId") + " " + part(text, ", NodeId") + " "
                        + part(text, "BrowseName").replaceFirst("^\\d+:", ""));
            case "get_endpoints/endpoints" ->
                facts.add(ends + "endpoint " + part(text, "EndpointUrl") + " " + part(text, "ApplicationUri"));
            default -> {
                // a fact ICSNPP does not state
            }
        }
    }

    /** The value of a field in {@code {Name: value, Name: value}}. */
    private static String part(String text, String name) {
        int at = text.indexOf(name + ": ");
        if (at < 0) {
            return "";
        }
        String rest = text.substring(at + name.length() + 2);
        return rest.replaceFirst("(, [A-Z]\\w+: |\\}).*$", "");
    }

    private static String camel(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return text.toString();
    }

    /** Once Zeek has reported a gap, ICSNPP reads nothing more of that connection; what we state later is ours only. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return !theirs && afterGap.contains(fact) ? Optional.of("opcua-gaps") : Optional.empty();
    }

    /** Whether a request was refused as a whole, so that its answer was a fault. */
    static boolean isWhole(OperationSeen seen) {
        return seen.operation().code() > 0
                && seen.operation().attributes().stream()
                        .noneMatch(attribute -> attribute.name().equals("results"));
    }
}
