package io.fieldwarden.agent.decode.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Fingerprints: HASSH as Salesforce published it, and of host keys as OpenSSH shows them. */
final class SshDigests {
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha256 = digest("SHA-256");

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("found no " + name + ", expected it in every Java", e);
        }
    }

    String hassh(String algorithms) {
        return HexFormat.of().formatHex(md5.digest(algorithms.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String hostKey(byte[] key) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256.digest(key));
    }
}
