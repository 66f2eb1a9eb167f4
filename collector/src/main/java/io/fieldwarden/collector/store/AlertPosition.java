package io.fieldwarden.collector.store;

import io.fieldwarden.collector.store.AlertQuery.Order;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an ordered list, so that a page begins where the last one ended whatever has arrived since.
 *
 * @param micros the time the list is ordered by
 * @param n the row, where times are equal
 */
record AlertPosition(long micros, long n) {
    private static final Pattern WRITTEN = Pattern.compile("([a-z])([0-9a-z]{1,12})-([0-9a-z]{1,12})");
    private static final int RADIX = 36;

    String written(Order order) {
        return mark(order) + Long.toString(micros, RADIX) + "-" + Long.toString(n, RADIX);
    }

    /** Reads a position as {@link #written}; it is only good for the order it was made for. */
    static AlertPosition parse(String written, Order order) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches() || !matcher.group(1).equals(mark(order))) {
            throw new IllegalArgumentException("the cursor is not one that was given for this order");
        }
        return new AlertPosition(Long.parseLong(matcher.group(2), RADIX), Long.parseLong(matcher.group(3), RADIX));
    }

    private static String mark(Order order) {
        return order == Order.LAST_SEEN ? "l" : "f";
    }
}
