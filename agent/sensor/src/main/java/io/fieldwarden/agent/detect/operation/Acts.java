package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.observation.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which operations of which protocols are which act: the table {@code acts.tsv}. */
final class Acts {
    private static final Map<String, Map<String, List<Line>>> BY_PROTOCOL = read();

    /**
     * A line of the table.
     *
     * @param act what it is
     * @param protocol of the operation
     * @param operation its name
     * @param attribute the attribute that must have {@code value}; empty if none must
     * @param value as the decoder tells it
     */
    record Line(Act act, String protocol, String operation, String attribute, String value) {}

    private Acts() {}

    /** What {@code operation} does to a controller; null if it is no such act. Allocates nothing. */
    static @Nullable Act of(Operation operation) {
        Map<String, List<Line>> names = BY_PROTOCOL.get(operation.protocol());
        List<Line> lines = names == null ? null : names.get(operation.name());
        if (lines != null) {
            for (int at = 0; at < lines.size(); at++) {
                Line line = lines.get(at);
                if (line.attribute().isEmpty()
                        || operation.attribute(line.attribute()).equals(line.value())) {
                    return line.act();
                }
            }
        }
        return null;
    }

    /** All lines, in their order. */
    static List<Line> lines() {
        List<Line> all = new ArrayList<>();
        BY_PROTOCOL.values().forEach(names -> names.values().forEach(all::addAll));
        return all;
    }

    private static Map<String, Map<String, List<Line>>> read() {
        Map<String, Map<String, List<Line>>> table = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Acts.class.getResourceAsStream("acts.tsv"), "acts.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(text -> !text.isBlank() && !text.startsWith("#"))
                    .map(Acts::line)
                    .forEach(line -> table.computeIfAbsent(line.protocol(), protocol -> new HashMap<>())
                            .computeIfAbsent(line.operation(), name -> new ArrayList<>())
                            .add(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private static Line line(String text) {
        String[] columns = text.split("\t", -1);
        if (columns.length != 3 && columns.length != 5) {
            throw new IllegalStateException("acts.tsv: \"" + text + "\", expected 3 or 5 columns");
        }
        boolean bound = columns.length == 5;
        return new Line(
                Act.valueOf(columns[0].toUpperCase(Locale.ROOT)),
                columns[1],
                columns[2],
                bound ? columns[3] : "",
                bound ? columns[4] : "");
    }
}
