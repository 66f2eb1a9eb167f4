package io.fieldwarden.agent.decode.dnp3;

import java.time.Instant;

/** What a message named and what was notable in it, for the attributes of an operation. Reused. */
final class Dnp3Summary {
    private static final int ROWS = 64;
    private static final int TEXT_MAX = 1_000;
    private static final int ALL = 0;
    private static final int RANGE = 1;
    private static final int COUNT = 2;
    private static final int FIELDS = 4;

    private final int timeTagsMax;
    private int[] rows = new int[0];
    private int size;
    private int omitted;
    private int unusual;
    private int timeTags;
    private final StringBuilder times = new StringBuilder();
    private boolean special;

    Dnp3Summary(Dnp3Limits limits) {
        timeTagsMax = limits.timeTags();
    }

    void clear() {
        size = 0;
        omitted = 0;
        unusual = 0;
        timeTags = 0;
        times.setLength(0);
        special = false;
    }

    /** Notes an object header. */
    void add(Dnp3Headers header) {
        special |= isSpecial(header.group());
        if (size == ROWS) {
            omitted++;
            return;
        }
        int at = size++ * FIELDS;
        if (at >= rows.length) {
            rows = java.util.Arrays.copyOf(rows, Math.min(ROWS * FIELDS, Math.max(FIELDS * 2, 4 * rows.length)));
        }
        rows[at] = (header.group() << 8) | header.variation();
        rows[at + 1] = header.isAll() || header.isCutShort() ? ALL : header.isRange() ? RANGE : COUNT;
        rows[at + 2] = (int) header.first();
        rows[at + 3] = (int) header.count();
    }

    /** Whether more is to be said of an object than that it was there. */
    private static boolean isSpecial(int group) {
        return switch (group) {
            case Dnp3Objects.BINARY_COMMAND,
                    Dnp3Objects.ANALOG_COMMAND,
                    Dnp3Objects.TIME,
                    Dnp3Objects.COMMON_TIME,
                    Dnp3Objects.DELAY,
                    Dnp3Objects.FILES,
                    Dnp3Objects.INDICATIONS,
                    Dnp3Objects.APPLICATION,
                    Dnp3Objects.VIRTUAL_TERMINAL,
                    Dnp3Objects.VIRTUAL_TERMINAL_EVENT,
                    Dnp3Objects.AUTHENTICATION -> true;
            default -> false;
        };
    }

    /** Notes flags that are not normal, as {@link Dnp3Objects.Flags#unusual} has them. */
    void unusual(int bits) {
        unusual |= bits;
    }

    /** Notes the time tag of a point, milliseconds since 1970. */
    void time(int group, long index, long millis) {
        timeTags++;
        if (timeTags <= timeTagsMax) {
            times.append(times.isEmpty() ? "" : ",");
            times.append(Dnp3Objects.points(group)).append('/').append(index).append('@');
            times.append(Instant.ofEpochMilli(millis));
        } else if (timeTags == timeTagsMax + 1) {
            times.append(",…");
        }
    }

    /** Whether messages like this one may differ in what else is said of them. */
    boolean isSpecial() {
        return special || timeTags > 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int unusual() {
        return unusual;
    }

    /** Time tags with their points, empty if there were none. */
    String times() {
        return times.toString();
    }

    /** Adds what makes it different from others to a key. */
    void into(Dnp3Repeats key) {
        for (int at = 0; at < size * FIELDS; at++) {
            key.with(rows[at]);
        }
        key.with(omitted).with(unusual).with(size);
    }

    /** The object headers, for instance {@code g1v2[0-9] g32v1(3) g60v1}: a range, a count, all. */
    String objects() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < size * FIELDS; at += FIELDS) {
            if (text.length() > TEXT_MAX - 40) {
                return text.append(" …").toString();
            }
            text.append(text.isEmpty() ? "g" : " g")
                    .append(rows[at] >>> 8)
                    .append('v')
                    .append(rows[at] & 0xFF);
            long first = rows[at + 2] & 0xFFFF_FFFFL;
            long count = rows[at + 3] & 0xFFFF_FFFFL;
            if (rows[at + 1] == RANGE) {
                text.append('[')
                        .append(first)
                        .append('-')
                        .append(first + count - 1)
                        .append(']');
            } else if (rows[at + 1] == COUNT) {
                text.append('(').append(count).append(')');
            }
        }
        return omitted > 0 ? text.append(" …").toString() : text.toString();
    }
}
