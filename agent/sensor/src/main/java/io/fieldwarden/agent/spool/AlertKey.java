package io.fieldwarden.agent.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** An alert's id in 16 bytes: its 32 hexadecimal digits, or the start of the SHA-256 of anything else. */
public record AlertKey(long high, long low) {
    private static final int DIGITS = 32;

    static AlertKey of(String id) {
        if (id.length() == DIGITS && id.chars().allMatch(AlertKey::lowerHex)) {
            return new AlertKey(Long.parseUnsignedLong(id, 0, 16, 16), Long.parseUnsignedLong(id, 16, DIGITS, 16));
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new AlertKey(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean lowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
