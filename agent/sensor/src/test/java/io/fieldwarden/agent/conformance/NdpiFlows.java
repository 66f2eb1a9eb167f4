package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flows nDPI lists in the {@code .out} file beside a capture, with their protocols, where we have a decoder for them. */
public final class NdpiFlows implements Opinion {
    private static final Pattern FLOW = Pattern.compile("\\s*\\d+\\s+(TCP|UDP) (\\S+):(\\d+) <?-> (\\S+):(\\d+) "
            + ".*?\\[proto: [\\d.]+/([^]]+)].*?Confidence: ([^]]+)].*?"
            + "\\[(\\d+) pkts/(\\d+) bytes <?-> (\\d+) pkts/(\\d+) bytes].*");
    /** nDPI's names that are not ours in another case. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("modbus", "modbus"),
            Map.entry("iec60870", "iec104"),
            Map.entry("ethernet/ip", "enip"),
            Map.entry("ethernetip", "enip"),
            Map.entry("cip", "enip"),
            Map.entry("opc-ua", "opcua"),
            Map.entry("s7comm", "s7comm"),
            Map.entry("s7commplus", "s7comm-plus"),
            Map.entry("hart-ip", "hartip"),
            Map.entry("smbv1", "smb"),
            Map.entry("smbv23", "smb"),
            Map.entry("ftp_control", "ftp"),
            Map.entry("mdns", "mdns"),
            Map.entry("synchrophasor", "c37118"));

    @Override
    public String protocol() {
        return "flows";
    }

    @Override
    public String whose() {
        return "ndpi";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !out(subject).isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Map<String, Connection> connections = new HashMap<>();
        Map<String, long[]> traffic = new HashMap<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            Connection connection = seen.connection();
            String ends = ends(connection);
            connections.putIfAbsent(ends, connection);
            if (seen.phase() == ConnectionSeen.Phase.OPENED) {
                add(traffic, ends, subject.run().traffic(connection.id()));
            }
        }
        Set<String> spoken = new HashSet<>();
        Plugged.of(ProtocolDecoder.class).forEach(decoder -> spoken.add(decoder.protocol()));
        Map<String, long[]> theirTraffic = new HashMap<>();
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (String line : SharedData.lines(out(subject).getFirst())) {
            Matcher flow = FLOW.matcher(line);
            if (!flow.matches()) {
                continue;
            }
            String one = flow.group(2) + ":" + flow.group(3);
            String other = flow.group(4) + ":" + flow.group(5);
            Connection connection = connections.get(flow.group(1) + " " + one + " " + other);
            if (connection == null) {
                connection = connections.get(flow.group(1) + " " + other + " " + one);
            }
            String ends = connection == null ? flow.group(1) + " " + one + " " + other : ends(connection);
            add(theirTraffic, ends, counts(flow, connection == null || lower(connection, one)));
            String protocol = ours(flow.group(6));
            if (flow.group(7).equals("DPI") && spoken.contains(protocol)) {
                theirs.add(ends + " " + protocol);
                ours.add(ends + " " + (connection == null ? "not seen" : connection.protocol()));
            }
        }
        boolean whole = Tshark.installed() && !fragments(subject);
        theirTraffic.forEach((ends, counts) -> theirs.add(ends + " " + text(counts, whole)));
        theirTraffic.forEach((ends, counts) ->
                ours.add(ends + " " + text(traffic.getOrDefault(ends, new long[4]), whole)));
        return new Facts(theirs, ours);
    }

    /** Of a fragmented packet nDPI counts the first fragment, we the one that completes it: then only packets compare. */
    private static String text(long[] counts, boolean bytes) {
        return bytes ? Arrays.toString(counts) : counts[0] + " and " + counts[2] + " packets";
    }

    private static boolean fragments(Subject subject) throws IOException {
        List<String> frames = new ArrayList<>();
        String filter = "ip.flags.mf == 1 || ip.frag_offset > 0 || ipv6.fraghdr";
        Tshark.rows(subject.file(), filter, List.of("frame.number"), row -> frames.add(row[0]));
        return !frames.isEmpty();
    }

    private static List<Path> out(Subject subject) throws IOException {
        return subject.beside(1, "/" + subject.stem() + ".pcap.out");
    }

    private static String ends(Connection connection) {
        return connection.transport() + " " + text(connection.originator()) + " " + text(connection.responder());
    }

    /** With the port, also where it is 0. */
    private static String text(Endpoint end) {
        return end.port() == 0 ? end + ":0" : end.toString();
    }

    private static void add(Map<String, long[]> sums, String ends, long[] counts) {
        long[] sum = sums.computeIfAbsent(ends, none -> new long[counts.length]);
        for (int index = 0; index < counts.length; index++) {
            sum[index] += counts[index];
        }
    }

    /** Packets and bytes of a flow, those of the lower end first. */
    private static long[] counts(Matcher flow, boolean lowerFirst) {
        long[] counts = new long[4];
        for (int index = 0; index < counts.length; index++) {
            counts[lowerFirst ? index : index ^ 2] = Long.parseLong(flow.group(8 + index));
        }
        return counts;
    }

    private static boolean lower(Connection connection, String end) {
        Endpoint originator = connection.originator();
        Endpoint responder = connection.responder();
        int order = originator.address().compareTo(responder.address());
        boolean originatorLower = order == 0 ? originator.port() <= responder.port() : order < 0;
        return end.equals(text(originator)) == originatorLower;
    }

    private static String ours(String theirs) {
        String[] layers = theirs.toLowerCase(Locale.ROOT).split("\\.");
        String name = layers[0];
        return NAMES.getOrDefault(name, name);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return Optional.empty();
    }
}
