package io.fieldwarden.agent.baseline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The file form of a baseline: version 1, tab-separated lines, the last of them a SHA-256 of all before. */
final class BaselineText {
    private static final String TITLE = "fieldwarden-baseline";
    private static final String VERSION = "1";
    private static final String MEASURES = "measures ";
    private static final String SEAL = "end\tsha256\t";
    private static final int SEAL_BYTES = SEAL.length() + 64 + 1;

    private final Baseline target;

    BaselineText(Baseline target) {
        this.target = target;
    }

    static void begin(Lines lines, Learning learning) {
        lines.text(TITLE).text(VERSION).end();
        lines.text("learning")
                .text(learning.on() ? "on" : "over")
                .number(learning.watchedNanos())
                .number(learning.sinceNanos())
                .end();
    }

    static byte[] seal(byte[] body) {
        byte[] seal = (SEAL + digest(body, body.length) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(body, body.length + seal.length);
        System.arraycopy(seal, 0, whole, body.length, seal.length);
        return whole;
    }

    void read(byte[] whole) {
        int body = whole.length - SEAL_BYTES;
        String seal = new String(
                whole, Math.max(0, body), Math.max(0, whole.length - Math.max(0, body)), StandardCharsets.US_ASCII);
        if (body < 0 || !seal.startsWith(SEAL) || !seal.endsWith("\n")) {
            throw new IllegalArgumentException("the file has " + whole.length
                    + " bytes and does not end with a checksum line, expected " + SEAL.replace('\t', ' ') + "…");
        }
        String found = digest(whole, body);
        if (!seal.equals(SEAL + found + "\n")) {
            throw new IllegalArgumentException("checksum of the contents is " + found + ", expected "
                    + seal.substring(SEAL.length()).strip());
        }
        lines(new String(whole, 0, body, StandardCharsets.UTF_8));
    }

    private void lines(String text) {
        String[] lines = text.split("\n", -1);
        expect(lines[0].equals(TITLE + "\t" + VERSION), 0, lines[0], TITLE + " " + VERSION);
        int next = 1;
        while (next < lines.length - 1) {
            String[] fields = lines[next].split("\t", -1);
            try {
                next = line(lines, next, fields);
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "line " + (next + 1) + " is \"" + lines[next] + "\", expected a line of version " + VERSION, e);
            }
        }
    }

    private int line(String[] lines, int at, String[] fields) {
        switch (fields[0]) {
            case "learning" ->
                target.learning()
                        .restore(fields[1].equals("over"), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
            case "note" -> target.addNote(fields[1], rest(lines[at], 2));
            case "profile" -> {
                return profile(lines, at, fields);
            }
            default -> expect(false, at, lines[at], "learning, note or profile");
        }
        return at + 1;
    }

    private int profile(String[] lines, int at, String[] fields) {
        int entries = Integer.parseInt(fields[4]);
        expect(
                entries >= 0 && entries <= target.limits().keysMax(),
                at,
                lines[at],
                "at most " + target.limits().keysMax() + " entries");
        String shape = fields[1];
        Profile profile = target(shape, fields[2]);
        if (fields[3].equals("overflowed")) {
            profile.restoreOverflowed();
        }
        for (int index = at + 1; index <= at + entries; index++) {
            entry(profile, lines[index]);
        }
        return at + 1 + entries;
    }

    private Profile target(String shape, String name) {
        if (shape.startsWith(MEASURES)) {
            return target.measures(name, shape.substring(MEASURES.length()).split(",", -1));
        }
        return switch (shape) {
            case "ranges" -> target.ranges(name);
            case "seen" -> target.seen(name);
            default ->
                throw new IllegalArgumentException(
                        "profile " + name + " is of shape \"" + shape + "\", expected seen, ranges or measures");
        };
    }

    private void entry(Profile profile, String line) {
        boolean bare = profile instanceof SeenBefore;
        String[] fields = line.split("\t", bare ? 4 : 5);
        long[] countFirstLast = {Long.parseLong(fields[0]), Lines.nanos(fields[1]), Lines.nanos(fields[2])};
        byte[] key = fields[bare ? 3 : 4].getBytes(StandardCharsets.UTF_8);
        switch (profile) {
            case SeenBefore seen ->
                seen.restore(new Entry(key, countFirstLast[0], countFirstLast[1], countFirstLast[2]));
            case Ranges ranges ->
                ranges.restore(new Runs(key, fields[3], target.limits().rangesMax(), countFirstLast));
            case Measures measures -> measures.restore(key, fields[3], countFirstLast);
        }
    }

    private static String rest(String line, int fields) {
        return line.split("\t", fields + 1)[fields];
    }

    private static void expect(boolean holds, int line, String found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("line " + (line + 1) + " is \"" + found + "\", expected " + expected);
        }
    }

    private static String digest(byte[] bytes, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
