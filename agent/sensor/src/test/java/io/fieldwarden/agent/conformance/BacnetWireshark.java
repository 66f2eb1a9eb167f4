package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wireshark's reading of BACnet: each request and each answer with its service, and why it was refused. */
public final class BacnetWireshark implements Opinion {
    private static final String NOT_SEEN = "not seen";
    private static final Map<String, String> REASONS = Map.of("5", "error", "6", "reject", "7", "abort");

    @Override
    public String protocol() {
        return "bacnet";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.protocols().contains("bacapp")
                && (subject.protocols().contains("bvlc") || subject.protocols().contains("llc"));
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        List<String> fields = List.of(
                "eth.src",
                "bacapp.type",
                "bacapp.confirmed_service",
                "bacapp.unconfirmed_service",
                "bacapp.error_code",
                "bacapp.reject_reason",
                "bacapp.abort_reason",
                "bacapp.fragments",
                "bacapp.segmented_request",
                "bacapp.more_segments",
                "bacnet.version");
        Tshark.rows(subject.file(), "bacapp && !icmp", fields, row -> theirs(row, theirs));
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("bacnet")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return theirs && fact.contains("network version") ? Optional.of("bacnet-network-version") : Optional.empty();
    }

    private static void theirs(String[] row, List<String> facts) {
        boolean unfinished = row[8].equals("1") && row[9].equals("1");
        if (unfinished) {
            return;
        }
        if (row.length > 10 && !row[10].equals("1")) {
            facts.add("type " + row[1] + " of network version " + row[10]);
            return;
        }
        switch (row[1]) {
            case "0" -> facts.add("asked " + row[2]);
            case "1" -> facts.add("told " + row[3]);
            case "2", "3" -> facts.add("answered " + row[2]);
            case "5" -> facts.add("refused error " + row[4].split(",")[0]);
            case "6" -> facts.add("refused reject " + row[5]);
            case "7" -> facts.add("refused abort " + row[6]);
            default -> {}
        }
    }

    static void ours(OperationSeen seen, List<String> facts) {
        String name = seen.operation().name();
        boolean network = name.contains("router") || name.contains("network") || name.contains("foreign");
        if (network || name.contains("broadcast") || name.startsWith("bvlc")) {
            return;
        }
        Outcome outcome = seen.outcome();
        int code = seen.operation().code();
        if (outcome.kind() == Outcome.Kind.ONE_WAY) {
            facts.add("told " + code);
            return;
        }
        if (!seen.operation().attribute("request").equals(NOT_SEEN) && code >= 0) {
            facts.addAll(Collections.nCopies(1 + BacnetNumbers.retries(seen.operation()), "asked " + code));
        }
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            facts.add("answered " + code);
        } else if (outcome.kind() == Outcome.Kind.REFUSED) {
            String kind = outcome.name().split(":", 2)[0];
            facts.add("refused " + (REASONS.containsValue(kind) ? kind : "error") + " " + outcome.code());
        }
    }
}
