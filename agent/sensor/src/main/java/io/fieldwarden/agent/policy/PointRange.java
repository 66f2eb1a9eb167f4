package io.fieldwarden.agent.policy;

import io.fieldwarden.agent.observation.Points;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points as engineers write them down: {@code 1/holding-register/40..60} (a run of addresses), {@code 1/coil/7} (one), or the
 * whole name of a named point, which may end in {@code *}, for instance {@code line1/set/*}.
 *
 * @param text as written
 * @param space what addresses count in; empty if the text cannot be a run
 * @param first first address
 * @param last last address
 */
public record PointRange(String text, String space, long first, long last) {
    private static final Pattern RUN = Pattern.compile("(.+)/(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

    /** Reads points as written in a policy. */
    public static PointRange parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "expected points, for instance 1/holding-register/40..60, found nothing");
        }
        Matcher run = RUN.matcher(text);
        if (!run.matches()) {
            return new PointRange(text, "", 0, 0);
        }
        long first = Long.parseLong(run.group(2));
        long last = run.group(3) == null ? first : Long.parseLong(run.group(3));
        if (last < first) {
            throw new IllegalArgumentException("points " + text + ", expected the smaller address first");
        }
        return new PointRange(text, run.group(1), first, last);
    }

    /** Whether one point of a run belongs to it. */
    public boolean contains(Points points, int index) {
        if (points.isNamed()) {
            return isNamed(points.space());
        }
        long address = points.first() + index;
        return first <= address && address <= last && points.space().equals(space);
    }

    /** Whether all of {@code points} belong to it. */
    public boolean containsAll(Points points) {
        return contains(points, 0) && contains(points, points.count() - 1);
    }

    private boolean isNamed(String name) {
        return text.endsWith("*") ? name.startsWith(text.substring(0, text.length() - 1)) : name.equals(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
