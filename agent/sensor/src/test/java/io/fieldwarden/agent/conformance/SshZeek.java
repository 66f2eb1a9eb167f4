package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Zeek's {@code ssh.log} column by column. */
public final class SshZeek implements Opinion {
    private static final List<String> TEXTS = List.of(
            "version", "client", "server", "cipher_alg", "mac_alg", "compression_alg", "kex_alg", "host_key_alg");
    /** Zeek keeps so many characters of a fingerprint that is longer. */
    private static final int FINGERPRINT = "SHA256:".length() + 32;

    private static final String COMPRESSED = "compressed ";

    @Override
    public String protocol() {
        return "ssh";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "ssh").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Set<String> ends = new HashSet<>();
        for (ZeekLog.Row row : ZeekLog.told(subject, "ssh")) {
            ends.add(row.ends());
            TEXTS.forEach(column -> add(theirs, row.ends() + " " + column, row.get(column)));
            add(theirs, row.ends() + " key", cut(row.get("host_key_fingerprint")));
            add(theirs, row.ends() + " auth_success", row.get("auth_success"));
            if (!row.get("auth_success").isEmpty()) {
                add(theirs, row.ends() + " auth_attempts", row.get("auth_attempts"));
            }
        }
        Set<String> compressed = new HashSet<>();
        Map<String, Operation> logins = new HashMap<>();
        for (OperationSeen seen : subject.run().operations()) {
            Operation operation = seen.operation();
            String connection = ZeekLog.ends(seen.connection());
            if (!operation.protocol().equals("ssh") || !ends.contains(connection)) {
                continue;
            }
            if (operation.name().equals("userauth")) {
                logins.put(connection, operation);
                continue;
            }
            if (operation.attribute("compression_alg").startsWith("zlib")) {
                compressed.add(connection);
            }
            TEXTS.forEach(column -> add(ours, connection + " " + column, operation.attribute(column)));
            add(ours, connection + " key", cut(operation.attribute("host_key_fingerprint")));
        }
        logins.forEach((end, login) -> {
            String connection = compressed.contains(end) ? COMPRESSED + end : end;
            add(
                    ours,
                    connection + " auth_success",
                    login.attribute("auth_success").equals("true") ? "T" : "F");
            add(ours, connection + " auth_attempts", login.attribute("auth_attempts"));
        });
        return new Facts(theirs, ours);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return !theirs && fact.startsWith(COMPRESSED) ? Optional.of("ssh-zeek-compression") : Optional.empty();
    }

    private static String cut(String fingerprint) {
        return fingerprint.substring(0, Math.min(FINGERPRINT, fingerprint.length()));
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }
}
