package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.OperationSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nDPI's fingerprints and ciphers, one line for each flow in the {@code .out} beside a capture. */
public final class TlsNdpi implements Opinion {
    private static final Pattern FACT = Pattern.compile("\\[(JA3C|JA3S|JA4|Cipher): ([^\\]]+)\\]");

    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public String whose() {
        return "ndpi";
    }

    private static Path out(Subject subject) {
        return Path.of(subject.file() + ".out");
    }

    @Override
    public boolean about(Subject subject) throws IOException {
        return subject.isCapture()
                && Files.exists(out(subject))
                && SharedData.lines(out(subject)).stream()
                        .anyMatch(line -> line.contains("TCP ") && line.contains("/TLS") && line.contains("[JA3"));
    }

    @Override
    public Facts facts(Subject subject) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (String line : SharedData.lines(out(subject))) {
            Matcher fact = FACT.matcher(line);
            while (line.contains("TCP ") && fact.find()) {
                theirs.add(fact.group(1) + " " + fact.group(2));
            }
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("tls")) {
                add(ours, "JA3C", seen.operation().attribute("ja3"));
                add(ours, "JA3S", seen.operation().attribute("ja3s"));
                add(ours, "JA4", seen.operation().attribute("ja4"));
                if (theirs.contains("Cipher " + seen.operation().attribute("cipher"))) {
                    add(ours, "Cipher", seen.operation().attribute("cipher"));
                }
            }
        }
        ours.removeIf(
                fact -> theirs.stream().noneMatch(theirFact -> kind(theirFact).equals(kind(fact))));
        return new Facts(theirs, ours);
    }

    private static String kind(String fact) {
        return fact.substring(0, fact.indexOf(' '));
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return fact.matches(theirs ? "JA4 .{8}ht_.*" : "JA4 .{8}h1_.*")
                ? Optional.of("tls-ndpi-alpn")
                : Optional.empty();
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }
}
