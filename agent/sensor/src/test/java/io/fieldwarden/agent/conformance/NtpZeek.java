package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Zeek's {@code ntp.log}: one line for each message. */
public final class NtpZeek implements Opinion {
    @Override
    public String protocol() {
        return "ntp";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture() && !ZeekLog.told(subject, "ntp").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        Set<String> pairs = new HashSet<>();
        for (ZeekLog.Row row : ZeekLog.told(subject, "ntp")) {
            pairs.add(row.pair());
            int mode = row.get("mode").isEmpty() ? 0 : Integer.parseInt(row.get("mode"));
            if (mode == 0 || mode > 5) {
                continue; // of control and private messages Zeek says no more than that they are
            }
            String which = row.pair() + " mode " + mode;
            theirs.add(which + " version " + row.get("version"));
            if (mode != 3) {
                String reference = row.get("ref_id").replaceAll("\\\\x00", "").strip();
                theirs.add(which + " stratum " + row.get("stratum") + " ref_id " + reference);
            }
        }
        for (OperationSeen seen : subject.run().operations()) {
            String pair = ZeekLog.pair(seen.connection());
            boolean clock = !Set.of("6", "7").contains(seen.operation().attribute("mode"));
            if (seen.operation().protocol().equals("ntp") && clock && pairs.contains(pair)) {
                NtpWireshark.ours(seen, pair, pair, ours);
            }
        }
        return new Facts(theirs, ours);
    }
}
