package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions, indications, objects, values and files as Wireshark's dissector states them. */
public final class Dnp3Wireshark implements Opinion {
    private static final String UNKNOWN = " behind an object it does not know";
    private static final String EMPTY = " behind an empty string";
    private static final String UNREAD = " of a function it does not read";
    private static final Map<String, String> REASONS = Map.of(
            Dnp3WiresharkFrames.WRAPPED,
            "wireshark-dnp3-transport-wrap",
            Dnp3WiresharkFrames.BROKEN,
            "wireshark-dnp3-broken-header",
            Dnp3WiresharkFrames.VIRTUAL,
            "wireshark-dnp3-virtual-address",
            UNKNOWN,
            "wireshark-dnp3-unknown-object",
            EMPTY,
            "wireshark-dnp3-empty-string",
            UNREAD,
            "wireshark-dnp3-function-not-read");
    private static final int RESPONSE = 129;
    private static final int AUTHENTICATE_RESP = 131;

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public String whose() {
        return "wireshark";
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return Dnp3Reading.isCapture(subject) && Tshark.installed();
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        Dnp3WiresharkFrames theirs = new Dnp3WiresharkFrames(subject);
        List<OperationSeen> operations = Dnp3Reading.operations(subject);
        Map<OperationSeen, Boolean> unread = unread(theirs, operations);
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : operations) {
            operation(seen, unread.containsKey(seen) ? Dnp3WiresharkFrames.WRAPPED : "", ours);
        }
        for (ValueSeen value : Dnp3Reading.values(subject)) {
            int outstation = Integer.parseInt(value.points().space().replaceAll("/.*", ""));
            if (value.way() != ValueSeen.Way.WRITTEN) {
                boolean lost = theirs.isUnread(outstation, value.atNanos());
                boolean event = value.points().space().endsWith("-input")
                        && theirs.isUnsynchronized(outstation, value.atNanos());
                values(value, lost ? Dnp3WiresharkFrames.WRAPPED : event ? UNKNOWN : "", ours);
            }
        }
        return new Facts(theirs.facts(), ours);
    }

    /** The operations whose response, or that themselves, it could not read: the last asked for when the fragment ended. */
    private static Map<OperationSeen, Boolean> unread(Dnp3WiresharkFrames theirs, List<OperationSeen> operations) {
        Map<String, List<OperationSeen>> senders = new HashMap<>();
        for (OperationSeen seen : operations) {
            boolean answered = Dnp3Reading.isRequest(seen) && Dnp3Reading.isAnswered(seen);
            if (answered || !Dnp3Reading.isRequest(seen)) {
                String sender = seen.operation().attribute(answered ? "destination" : "source");
                senders.computeIfAbsent(sender, key -> new ArrayList<>()).add(seen);
            }
        }
        Map<OperationSeen, Boolean> unread = new HashMap<>();
        senders.forEach((sender, theirOperations) -> {
            for (long end : theirs.unread(Integer.parseInt(sender))) {
                theirOperations.stream()
                        .filter(seen -> seen.atNanos() <= end)
                        .max((one, other) -> Long.compare(one.atNanos(), other.atNanos()))
                        .ifPresent(seen -> unread.put(seen, true));
            }
        });
        return unread;
    }

    private static void operation(OperationSeen seen, String unread, List<String> facts) {
        int code = seen.operation().code();
        boolean request = Dnp3Reading.isRequest(seen);
        boolean authentication = code == 32 || code == 33 || code == AUTHENTICATE_RESP;
        int reply = code == 32 && seen.operation().attribute("response_objects").contains("g120")
                ? AUTHENTICATE_RESP
                : RESPONSE;
        facts.add("function " + code + (request ? "" : unread));
        for (String iin : Dnp3Reading.indications(seen)) {
            if (request) {
                facts.add("function " + reply + unread);
            }
            if (reply == RESPONSE && code != AUTHENTICATE_RESP) {
                facts.add("iin " + iin + unread); // of authentication it reads the function only
            }
        }
        boolean skipped = authentication || (code >= 13 && code <= 19) || code == 22 || (code > 33 && code < 129);
        objects(seen, "objects", skipped ? UNREAD : "", facts);
        objects(seen, "response_objects", authentication ? UNREAD : unread, facts);
        Dnp3Reading.all(seen.operation(), "file_name").forEach(name -> facts.add("file " + name));
        if (Dnp3Reading.isAnswered(seen)) {
            Dnp3Reading.all(seen.operation(), "value")
                    .forEach(value -> facts.add(
                            "analog output " + Dnp3WiresharkFrames.number(Double.parseDouble(value)) + unread));
        }
    }

    private static void objects(OperationSeen seen, String attribute, String ending, List<String> facts) {
        String lost = ending;
        for (Dnp3Reading.Header header : Dnp3Reading.headers(seen.operation(), attribute)) {
            int group = header.group();
            if (group != 0) {
                facts.add("object " + Dnp3WiresharkFrames.name(group, Integer.toString(header.variation())) + lost);
            }
            if (group == 120 || (group == 51 && header.variation() == 2)) {
                lost = lost.isEmpty() ? UNKNOWN : lost;
            } else if (group >= 110 && group <= 115 && header.variation() == 0) {
                lost = lost.isEmpty() ? EMPTY : lost;
            }
        }
    }

    private static void values(ValueSeen value, String ending, List<String> facts) {
        String kind = value.points().space().replaceAll(".*/", "");
        boolean flags = value.quality() != ValueSeen.Quality.UNSTATED;
        for (int index = 0; index < value.values().size(); index++) {
            double number = value.values().number(index);
            switch (kind) {
                case "analog-output" -> facts.add("analog output " + Dnp3WiresharkFrames.number(number) + ending);
                case "binary-input", "binary-output" -> facts.add("binary " + (int) number + ending);
                case "double-bit-input" -> // of two bits among flags it gives the upper one
                    facts.add(flags ? "binary " + ((int) number >> 1) + ending : "double " + (int) number + ending);
                case "analog-input", "frozen-analog-input" ->
                    facts.add("analog " + Dnp3WiresharkFrames.number(number) + ending);
                case "counter", "frozen-counter" -> facts.add("counter " + Dnp3WiresharkFrames.number(number) + ending);
                default -> {
                    // texts and others
                }
            }
        }
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return REASONS.entrySet().stream()
                .filter(reason -> fact.endsWith(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
