package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Zeek's {@code dhcp.log}: a line puts together the messages of an exchange and names no connection; time and client tell that it is about this capture. */
public final class DhcpZeek implements Opinion {
    @Override
    public String protocol() {
        return "dhcp";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    private static final List<String> COLUMNS =
            List.of("server_addr", "host_name", "client_fqdn", "requested_addr", "assigned_addr", "lease_time");

    private static final long CLOSE_NANOS = 2_000;

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && !ZeekLog.every(subject, "dhcp").isEmpty()
                && !rows(subject).isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Set<String> clients = new HashSet<>();
        Set<String> said = new HashSet<>();
        for (ZeekLog.Row row : rows(subject)) {
            String client = row.get("mac") + " ";
            clients.add(client);
            for (String type : row.get("msg_types").split(",", -1)) {
                theirs.add(client + type.toLowerCase(Locale.ROOT));
            }
            for (String column : COLUMNS) {
                String value = row.get(column).replaceFirst("\\.0+$", "");
                if (!value.isEmpty() && !value.equals("0.0.0.0")) {
                    said.add(client + column + " " + value);
                }
            }
        }
        theirs.addAll(said);
        Set<String> known = new HashSet<>();
        for (OperationSeen seen : operations(subject)) {
            String client = seen.operation().attribute("mac") + " ";
            if (clients.contains(client)) {
                ours.add(client + seen.operation().name());
                COLUMNS.forEach(column ->
                        known.add(client + column + " " + seen.operation().attribute(column)));
            }
        }
        known.retainAll(said); // of several messages a line keeps only what one of them says
        ours.addAll(known);
        return new Facts(theirs, ours);
    }

    private static List<OperationSeen> operations(Subject subject) throws IOException {
        return subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("dhcp"))
                .toList();
    }

    /** Lines that begin with a message of the capture. */
    private static List<ZeekLog.Row> rows(Subject subject) throws IOException {
        List<OperationSeen> operations = operations(subject);
        List<ZeekLog.Row> rows = new ArrayList<>();
        for (ZeekLog.Row row : ZeekLog.every(subject, "dhcp")) {
            long nanos = new BigDecimal(row.get("ts")).movePointRight(9).longValue();
            boolean here = operations.stream()
                    .anyMatch(seen -> Math.abs(seen.atNanos() - nanos) < CLOSE_NANOS
                            && seen.operation().attribute("mac").equals(row.get("mac")));
            if (here) {
                rows.add(row);
            }
        }
        return rows;
    }
}
