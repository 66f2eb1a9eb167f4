package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Zeek's {@code ssl.log} column by column, and of {@code x509.log} the certificates of servers. */
public final class TlsZeek implements Opinion {
    private static final List<String> TEXTS = List.of(
            "version",
            "cipher",
            "curve",
            "server_name",
            "last_alert",
            "next_protocol",
            "cert_chain_fps",
            "client_cert_chain_fps");
    private static final List<String> TRUTHS = List.of("resumed", "established", "sni_matches_cert");
    private static final List<String> CERTIFICATE =
            List.of("version", "serial", "subject", "issuer", "key_alg", "sig_alg", "key_length", "curve");

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "ssl").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Map<String, String> versions = new HashMap<>();
        Map<String, ZeekLog.Row> certificates = new HashMap<>();
        for (ZeekLog.Row row : ZeekLog.companions(subject, "ssl", "x509")) {
            certificates.put(row.get("fingerprint"), row);
        }
        Set<String> told = new HashSet<>();
        List<ZeekLog.Row> rows = ZeekLog.told(subject, "ssl");
        for (ZeekLog.Row row : rows) {
            versions.put(row.ends(), row.get("version"));
            String experiment = row.get("version").equals("unknown-32257") ? "experiment " : "";
            TEXTS.forEach(column -> add(theirs, row.ends() + " " + column, row.get(column)));
            TRUTHS.forEach(column -> add(theirs, row.ends() + " " + experiment + column, row.get(column)));
            ZeekLog.Row host = certificates.get(row.get("cert_chain_fps").split(",", 2)[0]);
            if (host != null && told.add(row.ends())) {
                certificate(host, row.ends(), theirs);
            }
        }
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            String ends = ZeekLog.ends(seen.connection());
            if (!operation.protocol().equals("tls") || !versions.containsKey(ends)) {
                continue;
            }
            String experiment = versions.get(ends).equals("unknown-32257") ? "experiment " : "";
            TEXTS.forEach(column -> add(ours, ends + " " + column, operation.attribute(column)));
            TRUTHS.forEach(column -> add(ours, ends + " " + experiment + column, truth(operation, column)));
            if (told.remove(ends)) {
                ourCertificate(operation, ends, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static String truth(Operation operation, String column) {
        String said = operation.attribute(column);
        boolean absent = said.isEmpty() && column.equals("resumed");
        return absent ? "F" : said.isEmpty() ? "" : said.equals("true") ? "T" : "F";
    }

    private static void certificate(ZeekLog.Row host, String ends, List<String> facts) {
        CERTIFICATE.forEach(column -> add(facts, ends + " certificate." + column, host.get("certificate." + column)));
        add(facts, ends + " not_valid_before", seconds(host.get("certificate.not_valid_before")));
        add(facts, ends + " not_valid_after", seconds(host.get("certificate.not_valid_after")));
        List<String> names = new ArrayList<>();
        for (String column : List.of("san.dns", "san.ip")) {
            if (!host.get(column).isEmpty()) {
                names.addAll(List.of(host.get(column).split(",")));
            }
        }
        names.forEach(name -> facts.add(ends + " san " + name));
    }

    private static String seconds(String time) {
        return time.replaceAll("\\..*", "");
    }

    private static void ourCertificate(Operation operation, String ends, List<String> facts) {
        CERTIFICATE.forEach(
                column -> add(facts, ends + " certificate." + column, operation.attribute("certificate." + column)));
        for (String column : List.of("not_valid_before", "not_valid_after")) {
            String time = operation.attribute("certificate." + column);
            add(
                    facts,
                    ends + " " + column,
                    time.isEmpty() ? "" : "" + Instant.parse(time).getEpochSecond());
        }
        for (String name : operation.attribute("certificate.san").split(",")) {
            add(facts, ends + " san", name);
        }
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return fact.contains(" experiment resumed ") ? Optional.of("tls-zeek-experiment") : Optional.empty();
    }
}
