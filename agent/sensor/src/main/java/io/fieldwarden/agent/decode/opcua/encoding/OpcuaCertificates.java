package io.fieldwarden.agent.decode.opcua.encoding;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What an application certificate says about its owner (X.509 in DER; OPC 10000-6 6.2.2). */
public final class OpcuaCertificates {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int VERSION = 0xA0;
    private static final int TEXT_MAX = 255;
    /** Serial number, algorithm, issuer and validity stand before the subject. */
    private static final int BEFORE_SUBJECT = 4;
    /** Greatest certificate the protocol allows in a secure channel. */
    private static final int BYTES_MAX = 65_536;

    private OpcuaCertificates() {}

    /** The subject as {@code CN=…, O=…}; {@code unreadable} if the bytes are no certificate. */
    public static String subject(Window bytes, int from, int size) {
        Ber certificate = new Ber().over(bytes, from, from + size);
        if (!certificate.next() || certificate.tag() != SEQUENCE) {
            return "unreadable";
        }
        Ber body = new Ber().into(certificate);
        if (!body.next() || body.tag() != SEQUENCE) {
            return "unreadable";
        }
        Ber field = new Ber().into(body);
        int seen = 0;
        while (field.next()) {
            if (field.tag() == VERSION) {
                continue;
            }
            if (seen++ == BEFORE_SUBJECT) {
                return names(field, bytes);
            }
        }
        return "unreadable";
    }

    private static String names(Ber subject, Window bytes) {
        StringBuilder text = new StringBuilder();
        Ber set = new Ber().into(subject);
        while (set.next() && set.tag() == SET && text.length() < TEXT_MAX) {
            Ber pair = new Ber().into(set);
            if (pair.next()) {
                attribute(new Ber().into(pair), bytes, text);
            }
        }
        return OpcuaTexts.bounded(text.toString());
    }

    /** Attribute types 2.5.4.x, and the domain component, which have names of their own. */
    private static void attribute(Ber pair, Window bytes, StringBuilder text) {
        if (!pair.next() || pair.tag() != OBJECT_IDENTIFIER) {
            return;
        }
        boolean x520 = pair.length() == 3 && bytes.u16(pair.start()) == 0x5504;
        String name = x520 ? name(bytes.u8(pair.start() + 2)) : pair.length() == 10 ? "DC" : "";
        if (!name.isEmpty() && pair.next()) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(pair.text(64));
        }
    }

    private static String name(int number) {
        return switch (number) {
            case 3 -> "CN";
            case 6 -> "C";
            case 7 -> "L";
            case 8 -> "ST";
            case 10 -> "O";
            case 11 -> "OU";
            default -> "";
        };
    }

    /** SHA-1 of the certificate, by which OPC UA names it. */
    public static String thumbprint(Window bytes, int from, int size) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(bytes.array(), bytes.start() + from, Math.min(size, BYTES_MAX));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
