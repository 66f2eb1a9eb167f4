package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What we say of the DNP3 in a capture, in the pieces that others' words are made of. */
final class Dnp3Reading {
    private static final Pattern OBJECT = Pattern.compile("g(\\d+)v(\\d+)(?:\\[(\\d+)-(\\d+)\\]|\\((\\d+)\\))?");
    private static final int LINK = -1;
    private static final int UNSOLICITED = 130;
    private static final int HEADER = 10;

    private Dnp3Reading() {}

    /** An object header as an operation names it; {@code first} is empty where it has no range. */
    record Header(int group, int variation, String first, String last, String count) {}

    static List<OperationSeen> operations(Subject subject) throws IOException {
        return subject.run().operations().stream()
                .filter(seen -> seen.operation().protocol().equals("dnp3"))
                .filter(seen -> seen.operation().code() != LINK)
                .toList();
    }

    static List<ValueSeen> values(Subject subject) throws IOException {
        return subject.run().values().stream()
                .filter(seen -> seen.connection().protocol().equals("dnp3"))
                .toList();
    }

    /** Whether the operation is one that asks, as opposed to a response that came by itself. */
    static boolean isRequest(OperationSeen seen) {
        return seen.operation().code() < 0x80;
    }

    /** Whether a response was seen. */
    static boolean isAnswered(OperationSeen seen) {
        return !seen.operation().attribute("iin").isEmpty();
    }

    static boolean isUnsolicited(OperationSeen seen) {
        return seen.operation().code() == UNSOLICITED;
    }

    static boolean isOneWay(OperationSeen seen) {
        return seen.outcome().kind() == Outcome.Kind.ONE_WAY;
    }

    /** How many fragments answered. */
    static int fragments(OperationSeen seen) {
        String told = seen.operation().attribute("fragments");
        return told.isEmpty() ? isAnswered(seen) ? 1 : 0 : Integer.parseInt(told);
    }

    /** Indications of each fragment that answered, or of the response itself, as {@code 0x9000}. */
    static List<String> indications(OperationSeen seen) {
        String earlier = seen.operation().attribute("earlier_iin");
        List<String> all = new ArrayList<>(earlier.isEmpty() ? List.of() : List.of(earlier.split(",")));
        if (isAnswered(seen)) {
            all.add(seen.operation().attribute("iin"));
        }
        return all;
    }

    /** Headers that an attribute names; one that is cut short gives those it has. */
    static List<Header> headers(Operation operation, String attribute) {
        List<Header> headers = new ArrayList<>();
        Matcher matcher = OBJECT.matcher(operation.attribute(attribute));
        while (matcher.find()) {
            boolean range = matcher.group(3) != null;
            headers.add(new Header(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    range ? matcher.group(3) : "",
                    range ? matcher.group(4) : "",
                    matcher.group(5) == null ? "" : matcher.group(5)));
        }
        return headers;
    }

    /** Values of an attribute that is there several times, one per command. */
    static List<String> all(Operation operation, String attribute) {
        return operation.attributes().stream()
                .filter(found -> found.name().equals(attribute))
                .map(found -> found.value())
                .toList();
    }

    static String tuple(Connection connection) {
        return connection.originator().address() + " "
                + connection.originator().port() + " "
                + connection.responder().address() + " "
                + connection.responder().port();
    }

    /** Address and port of both ends of every connection that speaks DNP3. */
    static Set<String> tuples(Subject subject) throws IOException {
        Set<String> tuples = new TreeSet<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            if (seen.connection().protocol().equals("dnp3")) {
                tuples.add(tuple(seen.connection()));
            }
        }
        return tuples;
    }

    /** Logs of that name beside the {@code dnp3.log} of a capture. */
    static List<Path> logs(Subject subject, String name) throws IOException {
        return logs(subject).stream()
                .map(log -> log.resolveSibling(name))
                .filter(Files::exists)
                .toList();
    }

    /** Every {@code dnp3.log} near a capture that speaks of its connections and of no others. */
    private static List<Path> logs(Subject subject) throws IOException {
        List<Path> found = new ArrayList<>();
        Set<String> ours = null;
        for (Path log : subject.beside(3, "/dnp3.log")) {
            ours = ours == null ? tuples(subject) : ours;
            Set<String> theirs = new HashSet<>();
            for (String[] row : SharedData.zeekRows(log)) {
                if (row.length > 5) {
                    theirs.add(row[2] + " " + row[3] + " " + row[4] + " " + row[5]);
                }
            }
            if (2 * theirs.size() > ours.size() && ours.containsAll(theirs)) {
                found.add(log);
            }
        }
        List<Path> named = found.stream()
                .filter(log -> log.getName(log.getNameCount() - 2).toString().endsWith("." + subject.stem()))
                .toList();
        return named.isEmpty() ? found : named;
    }

    /** Whether a path is a capture in which at least one frame header of DNP3 is found, check included, wherever it lies. */
    static boolean isCapture(Subject subject) throws IOException {
        if (!subject.isCapture()) {
            return false;
        }
        byte[] bytes;
        try (InputStream raw = Files.newInputStream(subject.file());
                InputStream in = subject.file().toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            bytes = in.readAllBytes();
        }
        for (int at = 0; at + HEADER <= bytes.length; at++) {
            if (bytes[at] == 0x05 && bytes[at + 1] == 0x64 && bytes[at + 2] != 0 && isChecked(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isChecked(byte[] bytes, int from) {
        int crc = 0;
        for (int at = from; at < from + HEADER - 2; at++) {
            for (int bit = 0; bit < 8; bit++) {
                int feed = (crc ^ (bytes[at] >> bit)) & 1;
                crc = (crc >> 1) ^ (feed == 1 ? 0xA6BC : 0);
            }
        }
        int told = (bytes[from + HEADER - 2] & 0xFF) | ((bytes[from + HEADER - 1] & 0xFF) << 8);
        return (~crc & 0xFFFF) == told;
    }
}
