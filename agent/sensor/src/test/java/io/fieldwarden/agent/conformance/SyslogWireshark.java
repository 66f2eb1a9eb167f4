package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Priorities of every message, and header fields, as Wireshark's dissector of syslog states them. */
public final class SyslogWireshark implements Opinion {
    private static final String SEPARATOR = "\u0001";
    private static final List<String> APART = List.of("-E", "aggregator=" + SEPARATOR);
    private static final List<String> FIELDS = List.of(
            "ip.src",
            "ipv6.src",
            "syslog.facility",
            "syslog.level",
            "syslog.version",
            "syslog.hostname",
            "syslog.appname",
            "syslog.procid",
            "syslog.msgid");

    private static final Set<String> STRUCTURED = Set.of("host", "app_name", "proc_id", "msg_id");
    private static final Set<String> OLD = Set.of("host", "app_name");

    @Override
    public String protocol() {
        return "syslog";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("syslog");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Tshark.rows(subject.file(), APART, "syslog && !_ws.malformed && !icmp", FIELDS, row -> theirs(row, theirs));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("syslog")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(String[] row, List<String> facts) {
        if (row[2].isEmpty()) {
            return; // no priority
        }
        String sender = row[0] + row[1] + " ";
        String[] facilities = row[2].split(SEPARATOR, -1);
        String[] levels = row[3].split(SEPARATOR, -1);
        for (int index = 0; index < facilities.length; index++) {
            facts.add(sender + "priority " + (8 * Integer.decode(facilities[index]) + Integer.decode(levels[index])));
        }
        boolean structured = !row[4].isEmpty();
        add(facts, sender + "host ", row[5]);
        if (structured) {
            add(facts, sender + "app_name ", row[6]);
            add(facts, sender + "proc_id ", row[7]);
            add(facts, sender + "msg_id ", row[8].replaceFirst(" .*", ""));
        } else {
            add(facts, sender + "app_name ", row[7]); // its "process" of RFC 3164 is the tag
        }
    }

    private static void add(List<String> facts, String what, String values) {
        for (String value : values.split(SEPARATOR, -1)) {
            if (!value.isEmpty() && !value.equals("-")) {
                facts.add(what + value);
            }
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        String sender = seen.connection().end(seen.from()).address() + " ";
        facts.add(sender + "priority " + seen.operation().code());
        boolean structured = !seen.operation().attribute("version").isEmpty();
        for (Attribute attribute : seen.operation().attributes()) {
            if ((structured ? STRUCTURED : OLD).contains(attribute.name())) {
                facts.add(sender + attribute.name() + " " + attribute.value());
            }
        }
    }
}
