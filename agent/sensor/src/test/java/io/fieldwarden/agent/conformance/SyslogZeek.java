package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Zeek's {@code syslog.log}: facility and severity of every message; it knows no header. */
public final class SyslogZeek implements Opinion {
    @Override
    public String protocol() {
        return "syslog";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "syslog").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Set<String> pairs = new HashSet<>();
        for (ZeekLog.Row row : ZeekLog.told(subject, "syslog")) {
            pairs.add(row.pair());
            theirs.add(row.pair() + " " + (row.get("facility") + " " + row.get("severity")).toLowerCase(Locale.ROOT));
        }
        for (OperationSeen seen : subject.run().operations()) {
            String pair = ZeekLog.pair(seen.connection());
            if (seen.operation().protocol().equals("syslog") && pairs.contains(pair)) {
                ours.add(pair + " " + seen.operation().attribute("facility") + " "
                        + seen.operation().attribute("severity"));
            }
        }
        return new Facts(theirs, ours);
    }
}
