package io.fieldwarden.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or disk, written {@code 512}, {@code 64KiB}, {@code 256MiB} or {@code 2GiB}.
 *
 * @param bytes 0 or more
 */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KIB|MIB|GIB)?");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("expected a size of 0 or more, found " + bytes);
        }
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if it is none, or more than fits 63 bits
     */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 64KiB, 256MiB or 2GiB, found \"" + text + "\"");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int shift = "BKMG".indexOf(unit.charAt(0)) * 10;
        return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift));
    }
}
