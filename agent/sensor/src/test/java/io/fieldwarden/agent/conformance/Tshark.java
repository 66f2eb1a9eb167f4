package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Wireshark's opinion of a capture. */
public final class Tshark {
    private static final Path PROGRAM = Path.of("/usr/bin/tshark");

    private static final Pattern FIELD = Pattern.compile("<field name=\"([a-zA-Z0-9_.-]+)\".* show=\"([^\"]*)\"");

    private Tshark() {}

    /** Skips the test where tshark is not installed, except in CI. */
    public static void required() {
        boolean there = Files.isExecutable(PROGRAM);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("tshark is installed").isTrue();
        }
        assumeTrue(there, "tshark is not installed");
    }

    static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /** Names of the layers in a capture. */
    static Set<String> protocols(Path capture) throws IOException {
        Set<String> names = new TreeSet<>();
        rows(capture, "frame", List.of("frame.protocols"), row -> names.addAll(List.of(row[0].split("[:,]"))));
        return names;
    }

    /**
     * Fields of every frame that passes {@code filter}; a field that occurs several times has its values parted by commas.
     * Much faster than {@link #messages}.
     *
     * @param fields names as in a display filter
     * @param each takes the values of one frame, in that order, empty where a field is absent
     */
    public static void rows(Path capture, String filter, List<String> fields, Consumer<String[]> each)
            throws IOException {
        rows(capture, List.of(), filter, fields, each);
    }

    /**
     * As {@link #rows(Path, String, List, Consumer)}, with further options of the program.
     *
     * @param options such as preferences
     */
    public static void rows(
            Path capture, List<String> options, String filter, List<String> fields, Consumer<String[]> each)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(PROGRAM.toString(), "-n", "-r", capture.toString(), "-Y", filter, "-T", "fields"));
        command.addAll(options);
        fields.forEach(field -> command.addAll(List.of("-e", field)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(line.split("\t", -1));
            }
        }
    }

    /** What Wireshark prints of one layer of every frame that passes {@code filter}, line by line, indented as its tree. */
    static void lines(Path capture, String filter, String layer, Consumer<String> each) throws IOException {
        lines(capture, List.of(), filter, layer, each);
    }

    /** As {@link #lines(Path, String, String, Consumer)}, with further options of the program. */
    static void lines(Path capture, List<String> options, String filter, String layer, Consumer<String> each)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM.toString(), "-n", "-r", capture.toString(), "-Y", filter, "-O", layer));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                each.accept(line);
            }
        }
    }

    /**
     * Every message of a protocol, also where several share a frame; the fields of the layers below stand with each.
     *
     * @param protocol the layer that begins a message
     * @param each takes the fields by name, with all their values
     */
    public static void messages(Path capture, String filter, String protocol, Consumer<Map<String, List<String>>> each)
            throws IOException {
        Process process = new ProcessBuilder(PROGRAM.toString(), "-r", capture.toString(), "-Y", filter, "-T", "pdml")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, List<String>> frame = new HashMap<>();
        Map<String, List<String>> message = frame;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line.strip();
                boolean begins = text.startsWith("<proto name=\"" + protocol + "\"");
                if ((begins || text.startsWith("</packet>")) && !frame.equals(message)) {
                    each.accept(message);
                }
                if (text.startsWith("<packet>")) {
                    frame = new HashMap<>();
                    message = frame;
                } else if (begins) {
                    message = new HashMap<>(frame);
                }
                Matcher field = FIELD.matcher(text);
                if (field.find()) {
                    message.computeIfAbsent(field.group(1), name -> new ArrayList<>())
                            .add(field.group(2));
                }
            }
        }
    }
}
