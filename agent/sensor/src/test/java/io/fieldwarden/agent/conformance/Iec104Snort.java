package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where Snort 3's inspector raises an alert of its own about a broken message: we tell an anomaly of the same connection. */
public final class Iec104Snort implements Opinion {
    private static final Pattern ALERT =
            Pattern.compile("([0-9.]+:\\d+), ([0-9.]+:\\d+), (\\d+):(\\d+):\\d+, (?:allow|block|drop)");
    /** Snort's generator of alerts about IEC 104. */
    private static final String INSPECTOR = "151";

    @Override
    public String protocol() {
        return "iec104";
    }

    @Override
    public String whose() {
        return "snort";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("iec60870_104")
                && !subject.beside(1, "/expected").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (AnomalySeen seen : subject.run().anomalies()) {
            if (seen.anomaly().protocol().equals("iec104") && seen.connection() != null) {
                told.add(ZeekLog.ends(seen.connection()));
            }
        }
        List<String> worked = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("iec104")) {
                worked.add(ZeekLog.ends(seen.connection()));
            }
        }
        List<String> ours = new ArrayList<>();
        for (String line : SharedData.lines(subject.beside(1, "/expected").getFirst())) {
            Matcher alert = ALERT.matcher(line);
            if (alert.find()) {
                boolean broken = alert.group(3).equals(INSPECTOR);
                String ends = alert.group(1) + " " + alert.group(2);
                String fact = (broken ? "broken " : "matched ") + ends;
                theirs.add(fact);
                if ((broken ? told : worked).contains(ends)) {
                    ours.add(fact);
                }
            }
        }
        return new Facts(theirs, ours);
    }
}
