package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JA4 of TLS clients as FoxIO's own tool makes it, in {@code NAME.json}; only that one of the family is free. */
public final class TlsJa4 implements Opinion {
    private static final Pattern FACT = Pattern.compile("\"(srcport|dstport|domain|JA4(?:\\.\\d+)?)\": \"([^\"]+)\"");
    private static final Pattern OVER_TCP = Pattern.compile("\"JA4(\\.\\d+)?\": \"t");

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public String whose() {
        return "ja4";
    }

    private static List<Path> json(Subject subject) throws IOException {
        return subject.isCapture() ? subject.beside(3, "/" + subject.file().getFileName() + ".json") : List.of();
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        for (Path file : json(subject)) {
            if (OVER_TCP.matcher(String.join("\n", SharedData.lines(file))).find()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (Path file : json(subject)) {
            for (String stream : String.join("\n", SharedData.lines(file)).split("\\{")) {
                if (OVER_TCP.matcher(stream).find()) {
                    stream(stream, theirs);
                }
            }
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("tls")
                    && !seen.operation().attribute("ja4").isEmpty()) {
                String ports = seen.connection().originator().port() + " "
                        + seen.connection().responder().port() + " ";
                ours.add(ports + "JA4 " + seen.operation().attribute("ja4"));
                String name = seen.operation().attribute("server_name");
                if (!name.isEmpty()) {
                    ours.add(ports + "domain " + name);
                }
            }
        }
        return new Facts(theirs, ours);
    }

    /** The first hello of a stream; one after a retry request says the same with another key. */
    private static void stream(String stream, List<String> facts) {
        String ports = "";
        Matcher fact = FACT.matcher(stream);
        while (fact.find()) {
            switch (fact.group(1)) {
                case "srcport", "dstport" -> ports += fact.group(2) + " ";
                case "domain" -> facts.add(ports + "domain " + fact.group(2));
                case "JA4", "JA4.1" -> facts.add(ports + "JA4 " + fact.group(2));
                default -> {
                    // another hello of the stream
                }
            }
        }
    }
}
