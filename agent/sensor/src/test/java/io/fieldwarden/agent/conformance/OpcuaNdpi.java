package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ConnectionSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flows that nDPI takes for OPC UA, from the account beside a capture. */
public final class OpcuaNdpi implements Opinion {
    private static final Pattern FLOW =
            Pattern.compile("\\s+\\d+\\s+TCP (\\S+) <-> (\\S+) \\[proto: [0-9.]+/OPC-UA\\].*");

    @Override
    public String protocol() {
        return "opcua";
    }

    @Override
    public String whose() {
        return "ndpi";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !theirs(subject).isEmpty();
    }

    private static List<String> theirs(Subject subject) throws IOException {
        List<String> facts = new ArrayList<>();
        for (var account : subject.beside(1, subject.file().getFileName() + ".out")) {
            for (String line : SharedData.lines(account)) {
                Matcher flow = FLOW.matcher(line);
                if (flow.matches()) {
                    facts.add(flow.group(1) + " " + flow.group(2));
                }
            }
        }
        return facts;
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> ours = new ArrayList<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            if (seen.phase() == ConnectionSeen.Phase.RECOGNISED
                    && seen.connection().protocol().equals("opcua")) {
                ours.add(
                        seen.connection().originator() + " " + seen.connection().responder());
            }
        }
        return new Facts(theirs(subject), ours);
    }
}
