package io.fieldwarden.agent.decode.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Fingerprints of hellos: JA3 and JA3S as Salesforce published them, and JA4 (TLS client) as FoxIO did. The others of the JA4
 * family are not free and not made here.
 */
final class TlsFingerprints {
    private static final String NOTHING = "000000000000";
    private static final int SHORT = 12;
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest sha1 = digest("SHA-1");

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("found no " + name + ", expected it in every Java", e);
        }
    }

    String ja3(TlsClientHello hello) {
        StringBuilder text = new StringBuilder(256).append(hello.version);
        decimals(text.append(','), hello.ciphers);
        decimals(text.append(','), hello.extensions);
        decimals(text.append(','), hello.groups);
        decimals(text.append(','), hello.pointFormats);
        return HEX.formatHex(md5.digest(text.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    String ja3s(TlsServerHello hello) {
        StringBuilder text =
                new StringBuilder(64).append(hello.helloVersion).append(',').append(hello.cipher);
        decimals(text.append(','), hello.extensions);
        return HEX.formatHex(md5.digest(text.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void decimals(StringBuilder text, int[] numbers) {
        boolean first = true;
        for (int number : numbers) {
            if (!TlsNames.isGrease(number)) {
                text.append(first ? "" : "-").append(number);
                first = false;
            }
        }
    }

    /** JA4 of a hello over TCP. */
    String ja4(TlsClientHello hello) {
        int[] ciphers = withoutGrease(hello.ciphers);
        int[] extensions = withoutGrease(hello.extensions);
        String start = "t" + version(hello.highest()) + (hello.named ? 'd' : 'i') + two(ciphers.length)
                + two(extensions.length) + alpn(hello.firstProtocol);
        Arrays.sort(ciphers);
        Arrays.sort(extensions);
        String sorted = hex(ciphers, false);
        String others = hex(extensions, true);
        int[] signatures = withoutGrease(hello.signatures);
        String last = signatures.length == 0 ? others : others + "_" + hex(signatures, false);
        String third = extensions.length == 0 ? NOTHING : sha(last);
        return start + "_" + (ciphers.length == 0 ? NOTHING : sha(sorted)) + "_" + third;
    }

    private static int[] withoutGrease(int[] numbers) {
        return Arrays.stream(numbers)
                .filter(number -> !TlsNames.isGrease(number))
                .toArray();
    }

    private static String two(int count) {
        int shown = Math.min(99, count);
        return (shown < 10 ? "0" : "") + shown;
    }

    private static String version(int version) {
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            default -> "00";
        };
    }

    private static String alpn(String first) {
        if (first.isEmpty()) {
            return "00";
        }
        char head = first.charAt(0);
        char tail = first.charAt(first.length() - 1);
        if (isAlphanumeric(head) && isAlphanumeric(tail)) {
            return "" + head + tail;
        }
        return "" + Character.forDigit(head >> 4 & 0xF, 16) + Character.forDigit(tail & 0xF, 16);
    }

    private static boolean isAlphanumeric(char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    }

    private static String hex(int[] numbers, boolean extensions) {
        StringBuilder text = new StringBuilder(5 * numbers.length);
        for (int number : numbers) {
            if (extensions && (number == TlsExtensions.SERVER_NAME || number == TlsExtensions.ALPN)) {
                continue;
            }
            text.append(text.isEmpty() ? "" : ",").append(HEX.toHexDigits((short) number));
        }
        return text.toString();
    }

    private String sha(String text) {
        byte[] hash = sha256.digest(text.getBytes(StandardCharsets.ISO_8859_1));
        return HEX.formatHex(hash).substring(0, SHORT);
    }

    /** SHA-256 of a certificate. */
    String sha256(byte[] certificate) {
        return HEX.formatHex(sha256.digest(certificate));
    }

    /** SHA-1 of a certificate. */
    String sha1(byte[] certificate) {
        return HEX.formatHex(sha1.digest(certificate));
    }
}
