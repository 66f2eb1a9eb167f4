package io.fieldwarden.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docs/architecture.puml} draws.
 *
 * @param rooms package by component name
 * @param arrows which package may use which
 */
record FloorPlan(Map<String, String> rooms, Set<Arrow> arrows) {
    private static final Pattern ROOM = Pattern.compile("^\\s*\\[([^]]+)] <<([a-z0-9.]+)>>");
    private static final Pattern ARROW = Pattern.compile("^\\s*\\[([^]]+)] -+> \\[([^]]+)]");

    /** One drawn arrow. */
    record Arrow(String from, String to) {
        @Override
        public String toString() {
            return from + " --> " + to;
        }
    }

    static Path file() {
        return Project.root().resolve("docs/architecture.puml");
    }

    static FloorPlan read() throws IOException {
        Map<String, String> rooms = new LinkedHashMap<>();
        Set<Arrow> arrows = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file())) {
            Matcher room = ROOM.matcher(line);
            if (room.find() && rooms.put(room.group(1), room.group(2)) != null) {
                throw new IllegalStateException("room drawn twice: " + room.group(1));
            }
            Matcher arrow = ARROW.matcher(line);
            if (arrow.find()) {
                arrows.add(new Arrow(known(rooms, arrow.group(1)), known(rooms, arrow.group(2))));
            }
        }
        return new FloorPlan(rooms, arrows);
    }

    private static String known(Map<String, String> rooms, String name) {
        String room = rooms.get(name);
        if (room == null) {
            throw new IllegalStateException("an arrow names " + name + ", which is not drawn above it");
        }
        return room;
    }
}
