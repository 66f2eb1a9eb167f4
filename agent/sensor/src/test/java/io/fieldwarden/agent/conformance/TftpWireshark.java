package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Requests for files and their refusals as Wireshark's dissector of TFTP states them. */
public final class TftpWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "udp.srcport",
            "udp.dstport",
            "tftp.opcode",
            "tftp.source_file",
            "tftp.destination_file",
            "tftp.type",
            "tftp.error.code");

    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("tftp");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> open = new HashSet<>();
        Tshark.rows(subject.file(), "tftp && udp && !_ws.malformed && !icmp", FIELDS, row -> {
            int opcode = Integer.decode(row[2]);
            if (opcode == 1 || opcode == 2) {
                theirs.add(row[0] + " asks " + opcode + " " + row[3] + row[4] + " " + row[5].toLowerCase(Locale.ROOT));
                open.add(row[0]);
            } else if (opcode == 5 && (open.remove(row[1]) || open.remove(row[0]))) {
                theirs.add("refused " + Integer.decode(row[6]));
            }
        });
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (!seen.operation().protocol().equals("tftp")) {
                continue;
            }
            ours.add(seen.connection().end(seen.from()).port() + " asks "
                    + seen.operation().code() + " " + seen.operation().attribute("filename") + " "
                    + seen.operation().attribute("mode"));
            if (seen.outcome().kind() == Outcome.Kind.REFUSED) {
                ours.add("refused " + seen.outcome().code());
            }
        }
        return new Facts(theirs, ours);
    }
}
