package io.fieldwarden.agent.contract;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a new agent is handed once: {@code fwj1.<secret>.<sha-256 of the collector's CA certificate>}.
 *
 * @param secret at least 128 random bits, base64url
 * @param authorityFingerprint SHA-256 of the DER of the collector's CA certificate, 64 hexadecimal digits
 */
public record JoinToken(String secret, String authorityFingerprint) {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{22,86}");
    private static final int FINGERPRINT_DIGITS = 64;

    public JoinToken {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("the secret part is not 22 to 86 base64url characters");
        }
        if (authorityFingerprint.length() != FINGERPRINT_DIGITS) {
            throw new IllegalArgumentException("the fingerprint part has " + authorityFingerprint.length()
                    + " characters, expected " + FINGERPRINT_DIGITS + " hexadecimal digits");
        }
        HexFormat.of().parseHex(authorityFingerprint);
    }

    /** Reads a token as printed; the message of the exception never repeats the secret. */
    public static JoinToken parse(String text) {
        String[] parts = text.strip().split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals("fwj1")) {
            throw new IllegalArgumentException("not a join token: expected fwj1.<secret>.<fingerprint>");
        }
        return new JoinToken(parts[1], parts[2]);
    }

    /** The whole token, to be shown once. */
    public String reveal() {
        return "fwj1." + secret + "." + authorityFingerprint;
    }

    @Override
    public String toString() {
        return "JoinToken[authority=" + authorityFingerprint + "]";
    }
}
