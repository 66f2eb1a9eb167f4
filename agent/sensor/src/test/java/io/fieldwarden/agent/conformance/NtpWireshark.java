package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Every message of NTP, control and private ones too, as Wireshark's dissector states it. */
public final class NtpWireshark implements Opinion {
    private static final String SERVER = "4";
    private static final List<String> FIELDS = List.of(
            "ip.src",
            "ipv6.src",
            "udp.srcport",
            "ip.dst",
            "ipv6.dst",
            "udp.dstport",
            "ntp.flags.mode",
            "ntp.flags.vn",
            "ntp.stratum",
            "ntp.refid",
            "ntp.ctrl.flags2.opcode",
            "ntp.priv.reqcode",
            "ntp.ctrl.flags2.r",
            "ntp.priv.flags.r");

    @Override
    public String protocol() {
        return "ntp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("ntp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.rows(subject.file(), "ntp && udp && !_ws.malformed && !icmp && !icmpv6", FIELDS, row -> {
            String from = row[0] + row[1] + ":" + row[2];
            String to = row[3] + row[4] + ":" + row[5];
            switch (row[6]) {
                case "0" -> {} // reserved: an anomaly, no operation
                case "6" -> theirs.add(asker(row[12], from, to) + " control " + number(row[10]));
                case "7" -> theirs.add(asker(row[13], from, to) + " private " + number(row[11]));
                case "3" -> theirs.add(from + " mode 3 version " + row[7]);
                default -> {
                    String whose = row[6].equals(SERVER) ? to + " mode 4" : from + " mode " + row[6];
                    theirs.add(whose + " version " + row[7]);
                    theirs.add(whose + " stratum " + row[8] + " ref_id " + reference(row[8], row[9]));
                }
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("ntp")) {
                String asker = seen.connection().end(seen.from()).toString();
                ours(seen, asker, seen.connection().end(seen.from().opposite()).toString(), ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static String asker(String response, String from, String to) {
        return response.equals("1") || response.equals("True") ? to + " answer" : from;
    }

    private static String number(String text) {
        return text.isEmpty() ? "" : Integer.toString(Integer.decode(text));
    }

    private static String reference(String stratum, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(":", ""));
        if (Integer.parseInt(stratum) > 1) {
            return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length && bytes[at] >= ' '; at++) {
            text.append((char) bytes[at]);
        }
        return text.toString().strip();
    }

    /**
     * What we say of one operation.
     *
     * @param asker how whoever sent it is named
     * @param client how the other side is named, which is who asked where only a server's answer was seen
     */
    static void ours(OperationSeen seen, String asker, String client, List<String> facts) {
        Operation operation = seen.operation();
        String mode = operation.attribute("mode");
        Outcome.Kind kind = seen.outcome().kind();
        boolean answered = kind == Outcome.Kind.SUCCEEDED || kind == Outcome.Kind.REFUSED;
        if (mode.equals("6") || mode.equals("7")) {
            String what = (mode.equals("6") ? " control " : " private ") + operation.code();
            if (kind != Outcome.Kind.ONE_WAY) {
                facts.add(asker + what);
            }
            if (kind != Outcome.Kind.UNANSWERED) {
                facts.add(asker + " answer" + what);
            }
            return;
        }
        String clock = " stratum " + operation.attribute("stratum") + " ref_id " + operation.attribute("ref_id");
        String version = " version " + operation.attribute("version");
        if (mode.equals(SERVER)) { // nobody asked
            facts.add(client + " mode 4" + version);
            facts.add(client + " mode 4" + clock);
            return;
        }
        facts.add(asker + " mode " + mode + version);
        if (answered) {
            facts.add(asker + " mode 4 version " + operation.attribute("server_version"));
            facts.add(asker + " mode 4" + clock);
        } else if (!mode.equals("3")) {
            facts.add(asker + " mode " + mode + clock);
        }
    }
}
