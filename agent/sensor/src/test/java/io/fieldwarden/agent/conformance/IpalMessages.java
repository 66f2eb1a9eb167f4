package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Transcripts of IPAL beside a capture: messages as lines of JSON. */
final class IpalMessages {
    private static final Pattern FIELD = Pattern.compile("\"(activity|src|dest|protocol|type)\":\\s*\"?([^\",}]*)\"?");
    private static final Pattern DATA = Pattern.compile("\"data\":\\s*\\{([^}]*)}");
    private static final Pattern TAG = Pattern.compile("\"([^\"]+)\":\\s*(null|\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\"]+)");

    private IpalMessages() {}

    /**
     * A message.
     *
     * @param fields {@code activity}, {@code src}, {@code dest}, {@code protocol}, {@code type}
     * @param tags tag and value as it stands, {@code null} where it only asks
     */
    record Message(Map<String, String> fields, Map<String, String> tags) {
        String get(String field) {
            return fields.getOrDefault(field, "");
        }
    }

    /** Those of one protocol between parties of the capture, of the fullest transcript. */
    static List<Message> of(Subject subject, String protocol) throws IOException {
        List<Message> most = List.of();
        if (!subject.isCapture()) {
            return most;
        }
        List<Path> files = subject.beside(1, ".ipal");
        Set<String> parties = new HashSet<>();
        if (!files.isEmpty()) {
            subject.run().connections().forEach(seen -> {
                parties.add(seen.connection().originator().toString());
                parties.add(seen.connection().responder().toString());
            });
        }
        for (Path file : files) {
            List<Message> found = SharedData.lines(file).stream()
                    .filter(line -> line.startsWith("{\""))
                    .map(IpalMessages::message)
                    .filter(message -> message.get("protocol").equals(protocol))
                    .filter(message -> parties.contains(party(message.get("src"))))
                    .toList();
            most = found.size() > most.size() ? found : most;
        }
        return new ArrayList<>(most);
    }

    /** Address and port; behind them some protocols have a unit. */
    static String party(String text) {
        return text.replaceFirst("^([^:]+:\\d+):\\d+$", "$1");
    }

    private static Message message(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        Matcher data = DATA.matcher(line);
        String rest = line;
        if (data.find()) {
            Matcher tag = TAG.matcher(data.group(1));
            while (tag.find()) {
                tags.put(tag.group(1), tag.group(2).replaceAll("^\"|\"$", ""));
            }
            rest = line.substring(0, data.start()) + line.substring(data.end());
        }
        Matcher field = FIELD.matcher(rest.replaceFirst("\"_transcriber-config\".*", ""));
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return new Message(fields, tags);
    }
}
