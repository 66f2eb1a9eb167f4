package io.fieldwarden.agent.detect.physical;

import java.util.Locale;

/** How measured numbers are written. */
final class Numbers {
    private Numbers() {}

    /** Up to five digits that matter, for instance {@code 72.125} or {@code 1.2e+09}. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size >= 1e9 || size < 1e-3) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = Math.max(0, 4 - (int) Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + Math.min(6, decimals) + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** Seconds, minutes or hours. */
    static String duration(double seconds) {
        if (seconds < 120) {
            return text(Math.rint(seconds * 10) / 10) + " s";
        }
        return seconds < 7200 ? Math.round(seconds / 60) + " minutes" : Math.round(seconds / 3600) + " hours";
    }
}
