package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The free parts of what FoxIO's tool says of SSH, in {@code NAME.json}: versions, HASSH and cipher. */
public final class SshJa4 implements Opinion {
    private static final Pattern FACT = Pattern.compile(
            "\"(hassh|hassh_server|ssh_protocol_client|ssh_protocol_server|encryption_algorithm)\": \"([^\"]+)\"");

    private static final String SERVERS_FIRST = "the server's first, ";

    @Override
    public String protocol() {
        return "ssh";
    }

    @Override
    public String whose() {
        return "ja4";
    }

    private static List<Path> json(Subject subject) throws IOException {
        return subject.isCapture() ? subject.beside(2, "/" + subject.file().getFileName() + ".json") : List.of();
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        for (Path file : json(subject)) {
            if (String.join("\n", SharedData.lines(file)).contains("ssh_extras")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (Path file : json(subject)) {
            Matcher fact = FACT.matcher(String.join("\n", SharedData.lines(file)));
            while (fact.find()) {
                theirs.add(fact.group(1) + " " + fact.group(2));
            }
        }
        List<String> firsts = Tshark.installed() ? SshWireshark.serversFirstCiphers(subject.file()) : List.of();
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("ssh")) {
                String cipher = seen.operation().attribute("cipher_alg");
                int first = theirs.contains("encryption_algorithm " + cipher) ? -1 : first(theirs, firsts);
                if (first >= 0) {
                    theirs.set(first, SERVERS_FIRST + theirs.get(first));
                    cipher = cipher + " instead of the server's first";
                }
                add(ours, "encryption_algorithm", cipher);
                add(ours, "hassh", seen.operation().attribute("hassh"));
                add(ours, "hassh_server", seen.operation().attribute("hassh_server"));
                add(ours, "ssh_protocol_client", seen.operation().attribute("client"));
                add(ours, "ssh_protocol_server", seen.operation().attribute("server"));
            }
        }
        return new Facts(theirs, ours);
    }

    /** Which of the facts says no more than the server's first cipher; negative if none does. */
    private static int first(List<String> facts, List<String> firsts) {
        for (int index = 0; index < facts.size(); index++) {
            String fact = facts.get(index);
            if (fact.startsWith("encryption_algorithm ") && firsts.contains(fact.substring(21))) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        boolean first = fact.startsWith(SERVERS_FIRST) || fact.endsWith(" instead of the server's first");
        return first ? Optional.of("ssh-ja4-cipher") : Optional.empty();
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }
}
