package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The {@code tftp.log} of Zeek's package spicy-tftp: one line for each request. */
public final class TftpZeek implements Opinion {
    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "tftp").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Set<String> pairs = new HashSet<>();
        for (ZeekLog.Row row : ZeekLog.told(subject, "tftp")) {
            pairs.add(row.pair());
            String which = row.pair() + " " + row.get("fname") + " ";
            theirs.add(which + (row.get("wrq").equals("T") ? "write_request" : "read_request"));
            theirs.add(which + row.get("mode").toLowerCase(Locale.ROOT));
            if (!row.get("error_code").isEmpty()) {
                theirs.add(which + "refused " + row.get("error_code"));
            }
        }
        for (OperationSeen seen : subject.run().operations()) {
            String pair = ZeekLog.pair(seen.connection());
            if (!seen.operation().protocol().equals("tftp") || !pairs.contains(pair)) {
                continue;
            }
            String which = pair + " " + seen.operation().attribute("filename") + " ";
            ours.add(which + seen.operation().name());
            ours.add(which + seen.operation().attribute("mode"));
            if (seen.outcome().kind() == Outcome.Kind.REFUSED) {
                ours.add(which + "refused " + seen.outcome().code());
            }
        }
        return new Facts(theirs, ours);
    }
}
