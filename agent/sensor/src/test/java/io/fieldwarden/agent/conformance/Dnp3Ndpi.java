package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flows that nDPI calls DNP3. */
public final class Dnp3Ndpi implements Opinion {
    private static final Pattern FLOW =
            Pattern.compile("\\t\\d+\\t(?:TCP|UDP) (\\S+):(\\d+) <?->? (\\S+):(\\d+) \\[proto: [^\\]]*/DNP3\\].*");

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public String whose() {
        return "ndpi";
    }

    private static Path beside(Subject subject) {
        return subject.file().resolveSibling(subject.file().getFileName() + ".out");
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        Path out = beside(subject);
        return subject.isCapture()
                && Files.exists(out)
                && SharedData.lines(out).stream()
                        .anyMatch(line -> FLOW.matcher(line).matches());
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (String line : SharedData.lines(beside(subject))) {
            Matcher flow = FLOW.matcher(line);
            if (flow.matches()) {
                theirs.add(flow.group(1) + " " + flow.group(2) + " " + flow.group(3) + " " + flow.group(4));
            }
        }
        return new Facts(theirs, Dnp3Reading.tuples(subject));
    }
}
