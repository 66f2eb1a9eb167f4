package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one DER certificate (RFC 5280 4.1), as far as {@link TlsCertificate} goes. */
final class TlsCertificateReader {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final HexFormat SERIAL = HexFormat.of().withUpperCase();
    private static final int SERIAL_BYTES_MAX = 40;

    private final TlsFingerprints fingerprints;
    private final int namesMax;
    private final int charsMax;

    private int version = 1;
    private String serial = "";
    private String signature = "";
    private String issuer = "";
    private String subject = "";
    private String commonName = "";
    private String notBefore = "";
    private String notAfter = "";
    private String keyAlgorithm = "";
    private String curve = "";
    private int keyLength;
    private boolean authority;
    private final List<String> names = new ArrayList<>();

    TlsCertificateReader(TlsFingerprints fingerprints, TlsLimits limits) {
        this.fingerprints = fingerprints;
        this.namesMax = limits.names();
        this.charsMax = limits.textChars();
    }

    /** Reads the certificate that is the whole of {@code bytes}; null if it is none. */
    @Nullable
    TlsCertificate read(Window bytes) {
        Ber outer = new Ber().over(bytes, 0, bytes.length());
        if (!outer.next() || outer.tag() != SEQUENCE) {
            return null;
        }
        Ber parts = new Ber().into(outer);
        if (!parts.next() || parts.tag() != SEQUENCE || !body(bytes, new Ber().into(parts))) {
            return null;
        }
        byte[] whole = new byte[bytes.length()];
        bytes.copy(0, whole, 0, whole.length);
        return new TlsCertificate(
                version,
                serial,
                subject,
                issuer,
                commonName,
                notBefore,
                notAfter,
                keyAlgorithm,
                signature,
                keyLength,
                curve,
                names,
                authority,
                fingerprints.sha1(whole),
                fingerprints.sha256(whole));
    }

    private boolean body(Window bytes, Ber field) {
        if (!field.next()) {
            return false;
        }
        if (field.tag() == VERSION) {
            Ber inner = new Ber().into(field);
            version = inner.next() ? (int) (inner.unsigned() & 0xFF) + 1 : 1;
            if (!field.next()) {
                return false;
            }
        }
        if (field.tag() != INTEGER) {
            return false;
        }
        serial = serial(bytes, field);
        if (!sequence(field)) {
            return false;
        }
        Ber algorithm = new Ber().into(field);
        signature = algorithm.next() ? TlsOids.name(bytes, algorithm.start(), algorithm.length()) : "";
        if (!sequence(field)) {
            return false;
        }
        TlsDistinguishedName name = new TlsDistinguishedName(charsMax);
        issuer = name.read(bytes, field);
        if (!sequence(field)) {
            return false;
        }
        validity(new Ber().into(field));
        if (!sequence(field)) {
            return false;
        }
        subject = name.read(bytes, field);
        commonName = name.commonName();
        if (!sequence(field)) {
            return false;
        }
        key(bytes, field);
        while (field.next()) {
            if (field.tag() == EXTENSIONS) {
                extensions(bytes, new Ber().into(field));
            }
        }
        return !field.malformed();
    }

    private static boolean sequence(Ber field) {
        return field.next() && field.tag() == SEQUENCE;
    }

    private static String serial(Window bytes, Ber field) {
        int at = field.start();
        while (at < field.end() - 1 && bytes.u8(at) == 0) {
            at++;
        }
        int size = Math.min(SERIAL_BYTES_MAX, field.end() - at);
        return SERIAL.formatHex(bytes.array(), bytes.start() + at, bytes.start() + at + size);
    }

    private void validity(Ber times) {
        if (times.next()) {
            notBefore = time(times);
        }
        if (times.next()) {
            notAfter = time(times);
        }
    }

    /** UTCTime with its two digits for the year (RFC 5280 4.1.2.5.1), or GeneralizedTime. */
    private static String time(Ber field) {
        String digits = field.text(20);
        if (field.tag() == 0x17 && digits.matches("[0-9]{12}Z")) {
            digits = (digits.charAt(0) >= '5' ? "19" : "20") + digits;
        }
        return digits.matches("[0-9]{14}Z")
                ? digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6, 8) + "T"
                        + digits.substring(8, 10) + ":" + digits.substring(10, 12) + ":" + digits.substring(12)
                : digits;
    }

    private void key(Window bytes, Ber info) {
        Ber parts = new Ber().into(info);
        if (!sequence(parts)) {
            return;
        }
        Ber algorithm = new Ber().into(parts);
        if (algorithm.next()) {
            keyAlgorithm = TlsOids.name(bytes, algorithm.start(), algorithm.length());
        }
        if (keyAlgorithm.equals("id-ecPublicKey") && algorithm.next() && algorithm.tag() == 0x06) {
            curve = TlsOids.name(bytes, algorithm.start(), algorithm.length());
            keyLength = TlsOids.curveBits(curve);
        } else if (parts.next() && parts.length() > 1) {
            Ber modulus = new Ber().over(bytes, parts.start() + 1, parts.end());
            if (modulus.next() && modulus.tag() == SEQUENCE) {
                Ber number = new Ber().into(modulus);
                keyLength = number.next() ? bits(bytes, number) : 0;
            }
        }
    }

    private static int bits(Window bytes, Ber number) {
        int at = number.start();
        while (at < number.end() && bytes.u8(at) == 0) {
            at++;
        }
        return at == number.end() ? 0 : 8 * (number.end() - at) - (Integer.numberOfLeadingZeros(bytes.u8(at)) - 24);
    }

    private void extensions(Window bytes, Ber wrapper) {
        if (!sequence(wrapper)) {
            return;
        }
        Ber each = new Ber().into(wrapper);
        while (each.next()) {
            Ber parts = new Ber().into(each);
            if (!parts.next() || parts.length() != 3 || bytes.u16(parts.start()) != 0x551D) {
                continue;
            }
            int id = bytes.u8(parts.start() + 2);
            while (parts.next() && parts.tag() != 0x04) {}
            if (parts.tag() != 0x04 || parts.malformed()) {
                continue;
            }
            Ber value = new Ber().into(parts);
            if (id == 17 && sequence(value)) {
                alternatives(bytes, new Ber().into(value));
            } else if (id == 19 && sequence(value)) {
                Ber flag = new Ber().into(value);
                authority = flag.next() && flag.tag() == 0x01 && flag.unsigned() != 0;
            }
        }
    }

    private void alternatives(Window bytes, Ber name) {
        while (name.next() && names.size() < namesMax) {
            if (name.tag() == DNS_NAME) {
                names.add(name.text(charsMax));
            } else if (name.tag() == IP_ADDRESS && name.length() == 4) {
                int at = name.start();
                names.add(bytes.u8(at) + "." + bytes.u8(at + 1) + "." + bytes.u8(at + 2) + "." + bytes.u8(at + 3));
            }
        }
    }
}
