package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.KeyPattern;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How detectors put numbers, times and device-supplied texts into sentences. */
public final class Phrases {
    private static final long SECOND = 1_000_000_000L;
    private static final int SHOWN_MAX = 8;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Phrases() {}

    /** A whole number with thousands apart, for instance {@code 4,120}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and its noun, for instance {@code 1 write} or {@code 4,120 writes}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Traffic time as an instant. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /** Traffic time to the minute. */
    public static String minute(long nanos) {
        return MINUTE.format(instant(nanos));
    }

    /** Traffic time to the second. */
    public static String second(long nanos) {
        return SECONDS.format(instant(nanos));
    }

    /** A device-supplied text: bounded, quoted, control characters shown. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        String shown = cut(text);
        for (int index = 0; index < shown.length(); index++) {
            char letter = shown.charAt(index);
            if (Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }

    /** A device-supplied text, cut to {@link DetectLimits#textMax} without cutting a character of two units in half. */
    static String cut(String text) {
        int max = DetectLimits.DEFAULT.textMax();
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }

    /** An address as people write it, or "an unknown station". */
    public static String name(@Nullable Address address) {
        return address == null ? "an unknown station" : address.toString();
    }

    /**
     * What a profile knows: the entries that fit, worded by {@code word}, with samples and since when.
     *
     * @param lead how the sentence begins, for instance {@code Learned writers}
     * @param noun what was counted, for instance {@code write}
     */
    public static Expectation learned(
            SeenBefore profile, String lead, String noun, KeyPattern keys, Function<Entry, String> word) {
        List<Entry> entries = profile.select(keys, Integer.MAX_VALUE);
        if (entries.isEmpty()) {
            return new Expectation(lead + ": none.", List.of(), 0, null);
        }
        long samples = 0;
        long since = Long.MAX_VALUE;
        List<String> shown = new ArrayList<>();
        for (Entry entry : entries) {
            samples += entry.count();
            since = Math.min(since, entry.firstNanos());
            if (shown.size() < SHOWN_MAX) {
                shown.add(word.apply(entry) + " (" + count(entry.count(), noun) + " since " + minute(entry.firstNanos())
                        + ")");
            }
        }
        int more = entries.size() - shown.size();
        String rest = more == 0 ? "." : " and " + count(more) + " more.";
        return new Expectation(lead + ": " + String.join(", ", shown) + rest, shown, samples, instant(since));
    }

    /** What a profile knows, by number only. */
    public static Expectation known(SeenBefore profile, String sentence) {
        Instant since = profile.size() == 0 ? null : instant(profile.sinceNanos());
        return new Expectation(sentence.replace("{}", count(profile.size())), List.of(), profile.samples(), since);
    }

    /** What an operation was applied to, for instance {@code unit 1 holding-register:9..12}. */
    public static String target(Operation operation) {
        Points points = operation.points();
        if (points == null) {
            return operation.scope();
        }
        if (points.isNamed()) {
            return points.space();
        }
        String space = points.space();
        int slash = space.indexOf('/');
        boolean scoped = !operation.scope().isEmpty() && slash >= 0;
        String table = scoped ? operation.scope() + " " + space.substring(slash + 1) : space;
        return table + ":" + points.first() + (points.count() == 1 ? "" : ".." + points.last());
    }
}
