package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The free parts of what FoxIO's tool says of SSH, in {@code NAME.json}: versions and HASSH. */
public final class SshJa4 implements Opinion {
    private static final Pattern FACT =
            Pattern.compile("\"(hassh|hassh_server|ssh_protocol_client|ssh_protocol_server)\": \"([^\"]+)\"");

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
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("ssh")) {
                add(ours, "hassh", seen.operation().attribute("hassh"));
                add(ours, "hassh_server", seen.operation().attribute("hassh_server"));
                add(ours, "ssh_protocol_client", seen.operation().attribute("client"));
                add(ours, "ssh_protocol_server", seen.operation().attribute("server"));
            }
        }
        return new Facts(theirs, ours);
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }
}
