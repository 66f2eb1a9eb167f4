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

    private static final String MANY_CIPHERS = "99 ciphers or more, ";

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
                theirs.add(fact.group(1) + " " + alpn(fact.group(2)));
            }
        }
        List<String> ours = new ArrayList<>();
        for (OperationSeen seen : subject.run().operations()) {
            if (seen.operation().protocol().equals("tls")) {
                String print = seen.operation().attribute("ja4");
                boolean withheld = print.startsWith("99", 4) && !theirs.contains("JA4 " + print);
                String hello = withheld ? MANY_CIPHERS : "";
                add(ours, hello + "JA3C", seen.operation().attribute("ja3"));
                add(ours, "JA3S", seen.operation().attribute("ja3s"));
                add(ours, hello + "JA4", print);
                add(ours, "Cipher", seen.operation().attribute("cipher"));
            }
        }
        return new Facts(theirs, ours);
    }

    /** Some versions write the first two letters of http/1.1 where FoxIO says first and last. */
    private static String alpn(String fingerprint) {
        return fingerprint.replaceFirst("^(t.{7})ht_", "$1h1_");
    }

    private static void add(List<String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(name + " " + value);
        }
    }

    @Override
    public Optional<String> explanation(String fact, boolean theirs) {
        return !theirs && fact.startsWith(MANY_CIPHERS) ? Optional.of("tls-ndpi-many-ciphers") : Optional.empty();
    }
}
