package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first client hello and the last server hello of each stream, as Wireshark reads them. */
public final class TlsWireshark implements Opinion {
    private static final List<String> FIELDS = List.of(
            "tcp.stream",
            "frame.protocols",
            "tls.handshake.type",
            "tls.handshake.extensions_server_name",
            "tls.handshake.extensions_alpn_str",
            "tls.handshake.ja3",
            "tls.handshake.ja3s",
            "tls.handshake.ciphersuite",
            "tls.handshake.extensions.supported_version",
            "tls.handshake.version",
            "tls.handshake.random");
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("tls");
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Map<String, List<String>> servers = new HashMap<>();
        Tshark.rows(subject.file(), "tcp && tls.handshake.type in {1,2}", FIELDS, row -> {
            if (!row[1].endsWith(":tcp:tls") && !row[1].contains(":tcp:tls:")) {
                return; // inside of another protocol, after it said so
            }
            List<String> types = List.of(row[2].split(","));
            if (types.contains("1") && seen.add(row[0])) {
                client(row, theirs);
            } else if (types.contains("2") && !row[10].startsWith(RETRY)) {
                servers.putIfAbsent(row[0], server(row));
            }
        });
        servers.values().forEach(theirs::addAll);
        List<String> ours = new ArrayList<>();
        for (OperationSeen told : subject.run().operations()) {
            if (told.operation().protocol().equals("tls")) {
                ours(told.operation(), ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void client(String[] row, List<String> facts) {
        add(facts, "ja3 ", row[5].split(",")[0]);
        add(facts, "server_name ", row[3].split(",")[0]);
        add(facts, "client_alpn ", row[4]);
        int highest = 0;
        for (String version : (row[8].isEmpty() ? row[9].split(",")[0] : row[8]).split(",")) {
            int number = Integer.decode(version);
            boolean grease = (number & 0x0F0F) == 0x0A0A;
            highest = grease ? highest : Math.max(highest, number);
        }
        add(facts, "client_version ", name(highest));
    }

    private static List<String> server(String[] row) {
        List<String> facts = new ArrayList<>();
        add(facts, "ja3s ", row[6].split(",")[0]);
        add(facts, "next_protocol ", row[4]);
        String version = row[8].isEmpty() ? row[9].split(",")[0] : row[8].split(",")[0];
        add(facts, "version ", name(Integer.decode(version)));
        return facts;
    }

    private static String name(int version) {
        return switch (version) {
            case 0x0300 -> "SSLv3";
            case 0x0301, 0x0302, 0x0303, 0x0304 -> "TLSv1" + (version - 0x0301);
            default -> version >>> 8 == 0x7F ? "TLSv13-draft" + (version & 0xFF) : "unknown-" + version;
        };
    }

    private static void ours(Operation operation, List<String> facts) {
        for (String name : List.of("ja3", "server_name", "client_alpn", "client_version", "ja3s", "next_protocol")) {
            add(facts, name + " ", operation.attribute(name));
        }
        add(facts, "version ", operation.attribute("version"));
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + value);
        }
    }
}
