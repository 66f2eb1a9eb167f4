package io.fieldwarden.agent.baseline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a baseline as it grows: tab-separated fields, one line each. */
final class Lines {
    private static final long SECOND = 1_000_000_000L;
    private byte[] bytes = new byte[8192];
    private int length;
    private boolean lineStarted;

    Lines profile(String shape, Profile profile, int entries) {
        return text("profile")
                .text(shape)
                .text(profile.name())
                .text(profile.overflowed() ? "overflowed" : "whole")
                .number(entries)
                .end();
    }

    Lines text(String field) {
        return field(field.getBytes(StandardCharsets.UTF_8));
    }

    Lines number(long number) {
        return text(Long.toString(number));
    }

    /** Seconds since 1970 with nine decimals, as Zeek writes times. */
    Lines time(long nanos) {
        long fraction = Math.floorMod(nanos, SECOND);
        String decimals = Long.toString(SECOND + fraction).substring(1);
        return text(Math.floorDiv(nanos, SECOND) + "." + decimals);
    }

    /** The key, which ends the line. */
    Lines key(byte[] key) {
        return field(key).end();
    }

    Lines end() {
        put((byte) '\n');
        lineStarted = false;
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    static long nanos(String time) {
        int point = time.indexOf('.');
        if (point < 0 || time.length() - point != 10) {
            throw new IllegalArgumentException("time " + time + ", expected seconds with nine decimals");
        }
        return Long.parseLong(time, 0, point, 10) * SECOND + Long.parseLong(time, point + 1, time.length(), 10);
    }

    private Lines field(byte[] field) {
        if (lineStarted) {
            put((byte) '\t');
        }
        lineStarted = true;
        room(field.length);
        System.arraycopy(field, 0, bytes, length, field.length);
        length += field.length;
        return this;
    }

    private void put(byte unit) {
        room(1);
        bytes[length++] = unit;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
