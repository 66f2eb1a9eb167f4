package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** HART-IP messages as Wireshark reads them: operations, devices, response codes, values, units and identities. */
public final class HartIpWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "hart_ip.message_type",
            "hart_ip.message_id",
            "hart_ip.status",
            "hart_ip.pt.command",
            "hart_ip.pt.response_code",
            "hart_ip.pt.long_address",
            "hart_ip.pt.short_addr",
            "hart_ip.session_init.master_type",
            "hart_ip.session_init.inactivity_close_timer",
            "hart_ip.pt.rsp.pv",
            "hart_ip.pt.rsp.sv",
            "hart_ip.pt.rsp.tv",
            "hart_ip.pt.rsp.qv",
            "hart_ip.pt.rsp.pv_loop_current",
            "hart_ip.pt.rsp.pv_percent_range",
            "hart_ip.pt.rsp.hart_univ_rev",
            "hart_ip.pt.rsp.device_rev",
            "hart_ip.pt.rsp.software_rev",
            "hart_ip.pt.rsp.device_id",
            "hart_ip.pt.rsp.manufacturer_Id",
            "hart_ip.pt.rsp.message");
    private static final List<String> POINTS = List.of("pv", "sv", "tv", "qv", "loop_current", "percent_of_range");
    private static final List<String> SESSION =
            List.of("session_initiate", "session_close", "keep_alive", "", "", "read_audit_log");

    @Override
    public String protocol() {
        return "hartip";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("hart_ip");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> once = new TreeSet<>();
        Tshark.rows(
                subject.file(),
                "hart_ip && !icmp && !tcp.analysis.retransmission",
                FIELDS,
                row -> frame(row, theirs, once));
        theirs.addAll(once);
        List<String> ours = new ArrayList<>(HartIpStated.messages(subject, HartIpWireshark::shown));
        HartIpStated.values(subject, false).stream()
                .filter(fact -> fact.matches("([pstq]v|loop_current|percent_of_range) = .*"))
                .forEach(ours::add);
        List<String> told = List.of("hart_universal_revision", "device_revision", "firmware", "serial");
        ours.addAll(HartIpStated.identities(subject, told));
        ours.addAll(HartIpStated.identities(subject, List.of("manufacturer_id")));
        return new Facts(theirs, ours);
    }

    /** It shows the command of eight bits, 31 for those of sixteen. */
    private static String shown(Operation operation) {
        int code = operation.code();
        boolean session = SESSION.contains(operation.name());
        return session ? operation.name() : "#" + (code > 255 ? 31 : code);
    }

    /** Its table of message ids ends before the audit log, and such a message is no HART-IP for it. */
    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean audit = !theirs && fact.matches("re(quest|sponse) read_audit_log.*");
        return audit ? Optional.of("wireshark-knows-no-hart-audit-log") : Optional.empty();
    }

    private static Iterator<String> values(String shown) {
        return (shown.isEmpty() ? List.<String>of() : List.of(shown.split(","))).iterator();
    }

    private static void frame(String[] row, List<String> facts, Set<String> once) {
        String[] types = row[0].split(",");
        String[] ids = row[1].split(",");
        String[] states = row[2].split(",");
        Iterator<String> commands = values(row[3]);
        Iterator<String> codes = values(row[4]);
        Iterator<String> devices = values(row[5].isEmpty() ? row[6] : row[5]);
        for (int index = 0; index < types.length; index++) {
            int id = Integer.parseInt(ids[index]);
            String type = types[index].equals("0") ? "request" : types[index].equals("1") ? "response" : "publish";
            if (id != 3) {
                String state = HartIpStated.result(Integer.parseInt(states[index]));
                facts.add(type + " " + SESSION.get(id) + (type.equals("response") ? " " + state : ""));
            } else if (commands.hasNext() && devices.hasNext()) {
                String what = type + " #" + commands.next() + " " + device(devices.next());
                boolean coded = !type.equals("request") && codes.hasNext();
                String code = coded ? codes.next() : "";
                boolean response = type.equals("response");
                facts.add(what + (response && coded ? " " + HartIpStated.result(Integer.parseInt(code)) : ""));
            }
        }
        if (types[0].equals("0") && !row[7].isEmpty()) {
            facts.add("initiate " + (Integer.decode(row[7]) == 1 ? "primary" : "secondary") + " " + row[8]);
        }
        if (!types[0].equals("2")) {
            for (int point = 0; point < POINTS.size(); point++) {
                for (Iterator<String> all = values(row[9 + point]); all.hasNext(); ) {
                    String shown = all.next();
                    double value = shown.endsWith("nan") ? Double.NaN : Double.parseDouble(shown);
                    facts.add(POINTS.get(point) + " = " + HartIpStated.number(value));
                }
            }
        }
        identity(row, once);
    }

    private static void identity(String[] row, Set<String> once) {
        values(row[15]).forEachRemaining(value -> once.add("hart_universal_revision " + value));
        values(row[16]).forEachRemaining(value -> once.add("device_revision " + value));
        values(row[17]).forEachRemaining(value -> once.add("firmware " + value));
        values(row[18]).forEachRemaining(value -> once.add("serial " + Integer.parseInt(value.replace(":", ""), 16)));
        values(row[19]).forEachRemaining(value -> once.add("manufacturer_id " + Integer.decode(value)));
    }

    private static String device(String shown) {
        String hex = shown.replace(":", "").toLowerCase(Locale.ROOT);
        if (hex.length() < 10) {
            return "poll " + (Integer.decode(shown) & 0x3F);
        }
        return String.format("%02x", Integer.parseInt(hex.substring(0, 2), 16) & 0x3F) + hex.substring(2);
    }
}
