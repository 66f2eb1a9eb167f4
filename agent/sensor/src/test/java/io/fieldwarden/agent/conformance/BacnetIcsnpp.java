package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** ICSNPP's general BACnet log: who told whom what, in which virtual link message, and how it was refused. */
public final class BacnetIcsnpp implements Opinion {
    @Override
    public String protocol() {
        return "bacnet";
    }

    @Override
    public String whose() {
        return "icsnpp";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && subject.protocols().contains("bvlc")
                && !logs(subject).isEmpty();
    }

    /** Logs whose folder has words of the capture's name, or the only one. */
    private static List<Path> logs(Subject subject) throws IOException {
        List<Path> all = subject.beside(2, "/bacnet.log");
        String stem = subject.stem()
                .toLowerCase(Locale.ROOT)
                .replaceAll("^bacnet[_-]", "")
                .replaceAll("[^a-z0-9]", "");
        List<Path> named = all.stream()
                .filter(log -> log.getParent() != null
                        && log.getParent()
                                .getFileName()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9]", "")
                                .endsWith(stem))
                .toList();
        return named.isEmpty() && all.size() == 1 ? all : named;
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (Path log : logs(subject)) {
            List<String> names = SharedData.lines(log).stream()
                    .filter(line -> line.startsWith("#fields"))
                    .findFirst()
                    .map(line -> List.of(line.split("\t")).subList(1, line.split("\t").length))
                    .orElse(List.of());
            for (String[] row : SharedData.zeekRows(log)) {
                theirs(names, row, theirs);
            }
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("bacnet")) {
                ours(seen, ours);
            }
        }
        return new Facts(theirs, ours);
    }

    private static void theirs(List<String> names, String[] row, List<String> facts) {
        String type = row[names.indexOf("pdu_type")];
        String service = row[names.indexOf("pdu_service")];
        String ends = row[names.indexOf("source_h")] + " " + row[names.indexOf("destination_h")] + " ";
        String function = row[names.indexOf("bvlc_function")].toLowerCase(Locale.ROOT);
        String result = row[names.indexOf("result_code")];
        switch (type) {
            case "CONFIRMED_REQUEST", "UNCONFIRMED_REQUEST" -> facts.add("asked " + ends + service + " " + function);
            case "SIMPLE_ACK", "COMPLEX_ACK" -> facts.add("answered " + ends + service);
            case "ERROR_PDU", "REJECT_PDU", "ABORT_PDU" -> facts.add("refused " + ends + result);
            default -> {}
        }
    }

    private static void ours(OperationSeen seen, List<String> facts) {
        Operation operation = seen.operation();
        Connection connection = seen.connection();
        Direction from = seen.from();
        String asker = connection.end(from).address().toString();
        String asked = connection.end(from.opposite()).address().toString();
        boolean request = !operation.attribute("request").equals("not seen")
                && !operation.name().equals("abort");
        if (request) {
            facts.addAll(Collections.nCopies(
                    1 + BacnetNumbers.retries(operation),
                    "asked " + asker + " " + asked + " " + operation.name() + " "
                            + operation.attribute("bvlc_function")));
        }
        if (seen.outcome().kind() == Outcome.Kind.SUCCEEDED) {
            facts.add("answered " + asked + " " + asker + " " + operation.name());
        } else if (seen.outcome().kind() == Outcome.Kind.REFUSED) {
            boolean own = operation.name().equals("abort");
            String ends = own ? asker + " " + asked : asked + " " + asker;
            facts.add("refused " + ends + " " + seen.outcome().name().replaceFirst("^[a-z]+:", ""));
        }
    }
}
