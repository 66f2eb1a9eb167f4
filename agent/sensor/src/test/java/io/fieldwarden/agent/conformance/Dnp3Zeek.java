package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Responses in {@code dnp3.log} and fragments and object headers in the printed events beside it. */
public final class Dnp3Zeek implements Opinion {
    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public String whose() {
        return "zeek";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return Dnp3Reading.isCapture(subject)
                && !Dnp3Reading.logs(subject, "dnp3.log").isEmpty();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        boolean events = false;
        Path log = Dnp3Reading.logs(subject, "dnp3.log").getFirst();
        for (String[] row : SharedData.zeekRows(log)) {
            responses(row, theirs);
        }
        Path output = log.resolveSibling("output");
        if (Files.exists(output)) {
            for (String line : SharedData.lines(output)) {
                events |= event(line.split(", "), theirs);
            }
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : Dnp3Reading.operations(subject)) {
            operation(seen, events, ours);
        }
        return new Facts(theirs, ours);
    }

    /** A request stands in the row of the response that came next, whether it answers it or not. */
    private static void responses(String[] row, List<String> facts) {
        String tuple = row[2] + " " + row[3] + " " + row[4] + " " + row[5];
        String reply = row[7].toLowerCase(Locale.ROOT);
        if (reply.equals("-")) {
            return; // a request that nothing followed
        }
        facts.add(tuple + " " + reply + " iin " + row[8]);
        if (reply.equals("response") && !row[6].matches("-|CONFIRM")) {
            facts.add(tuple + " " + row[6].toLowerCase(Locale.ROOT) + " answered");
        }
    }

    private static boolean event(String[] words, List<String> facts) {
        switch (words[0]) {
            case "dnp3_application_request_header" ->
                facts.add("request " + words[3] + " control " + (Integer.parseInt(words[2]) & 0x0F));
            case "dnp3_application_response_header" -> facts.add("response " + words[3] + " iin " + words[4]);
            case "dnp3_object_header" -> {
                int type = Integer.parseInt(words[2]);
                facts.add("object " + words[1] + " g" + (type >> 8) + "v" + (type & 0xFF));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void operation(OperationSeen seen, boolean events, List<String> facts) {
        String tuple = Dnp3Reading.tuple(seen.connection());
        boolean request = Dnp3Reading.isRequest(seen);
        String reply = request ? "response" : seen.operation().name();
        for (String told : Dnp3Reading.indications(seen)) {
            int iin = Integer.decode(told);
            facts.add(tuple + " " + reply + " iin " + iin);
            if (events) {
                facts.add("response " + (request ? 129 : seen.operation().code()) + " iin " + iin);
            }
        }
        if (request && Dnp3Reading.isAnswered(seen)) {
            facts.add(tuple + " " + seen.operation().name() + " answered");
        }
        if (!events) {
            return;
        }
        if (request) {
            facts.add("request " + seen.operation().code() + " control "
                    + seen.operation().attribute("seq"));
        }
        Dnp3Reading.headers(seen.operation(), "objects")
                .forEach(header -> facts.add("object T g" + header.group() + "v" + header.variation()));
        Dnp3Reading.headers(seen.operation(), "response_objects")
                .forEach(header -> facts.add("object F g" + header.group() + "v" + header.variation()));
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return fact.endsWith(" answered") ? Optional.of("zeek-one-dnp3-request") : Optional.empty();
    }
}
