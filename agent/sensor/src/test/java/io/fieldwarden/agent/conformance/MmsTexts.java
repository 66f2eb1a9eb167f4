package io.fieldwarden.agent.conformance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Bit strings, times and texts of MMS and GOOSE, ours and Wireshark's, in the same words. */
final class MmsTexts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM d, yyyy HH:mm:ss.nnnnnnnnn 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private MmsTexts() {}

    /**
     * What Wireshark shows.
     *
     * @param bits whether it is the bytes of a bit string
     */
    static String theirs(String shown, boolean bits) {
        if (bits) {
            return "bits " + shown.replace(":", "");
        }
        try {
            return time(Instant.from(TIME.parse(shown.replaceAll(" +", " "))));
        } catch (DateTimeParseException e) {
            return ours(shown);
        }
    }

    /** Wireshark rounds the fraction of 24 bits, we cut it off: both are good to a millionth of a second. */
    private static String time(Instant time) {
        return "time " + (time.getEpochSecond() * 1_000_000 + Math.round(time.getNano() / 1000.0));
    }

    /** What we tell; bits are filled up to bytes. */
    static String ours(String told) {
        if (told.matches("[01]+")) {
            StringBuilder bytes = new StringBuilder("bits ");
            String filled = told + "0".repeat((8 - told.length() % 8) % 8);
            for (int at = 0; at < filled.length(); at += 8) {
                bytes.append(String.format(Locale.ROOT, "%02x", Integer.parseInt(filled.substring(at, at + 8), 2)));
            }
            return bytes.toString();
        }
        try {
            return time(Instant.parse(told));
        } catch (DateTimeParseException e) {
            return "text " + told;
        }
    }
}
