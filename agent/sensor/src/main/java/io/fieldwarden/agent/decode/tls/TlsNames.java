package io.fieldwarden.agent.decode.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names IANA gives the numbers of TLS; versions as Zeek writes them. */
final class TlsNames {
    private static final Map<Integer, String> CIPHERS = ciphers();

    private static final Map<Integer, String> GROUPS = Map.ofEntries(
            Map.entry(1, "sect163k1"),
            Map.entry(3, "sect163r2"),
            Map.entry(6, "sect233k1"),
            Map.entry(7, "sect233r1"),
            Map.entry(9, "sect283k1"),
            Map.entry(10, "sect283r1"),
            Map.entry(11, "sect409k1"),
            Map.entry(12, "sect409r1"),
            Map.entry(13, "sect571k1"),
            Map.entry(14, "sect571r1"),
            Map.entry(19, "secp192r1"),
            Map.entry(21, "secp224r1"),
            Map.entry(22, "secp256k1"),
            Map.entry(23, "secp256r1"),
            Map.entry(24, "secp384r1"),
            Map.entry(25, "secp521r1"),
            Map.entry(26, "brainpoolP256r1"),
            Map.entry(27, "brainpoolP384r1"),
            Map.entry(28, "brainpoolP512r1"),
            Map.entry(29, "x25519"),
            Map.entry(30, "x448"),
            Map.entry(41, "curveSM2"),
            Map.entry(256, "ffdhe2048"),
            Map.entry(257, "ffdhe3072"),
            Map.entry(258, "ffdhe4096"),
            Map.entry(259, "ffdhe6144"),
            Map.entry(260, "ffdhe8192"),
            Map.entry(0x11EB, "SecP256r1MLKEM768"),
            Map.entry(0x11EC, "X25519MLKEM768"),
            Map.entry(0x6399, "X25519Kyber768Draft00"));

    private static final Map<Integer, String> ALERTS = Map.ofEntries(
            Map.entry(0, "close_notify"),
            Map.entry(10, "unexpected_message"),
            Map.entry(20, "bad_record_mac"),
            Map.entry(21, "decryption_failed"),
            Map.entry(22, "record_overflow"),
            Map.entry(30, "decompression_failure"),
            Map.entry(40, "handshake_failure"),
            Map.entry(41, "no_certificate"),
            Map.entry(42, "bad_certificate"),
            Map.entry(43, "unsupported_certificate"),
            Map.entry(44, "certificate_revoked"),
            Map.entry(45, "certificate_expired"),
            Map.entry(46, "certificate_unknown"),
            Map.entry(47, "illegal_parameter"),
            Map.entry(48, "unknown_ca"),
            Map.entry(49, "access_denied"),
            Map.entry(50, "decode_error"),
            Map.entry(51, "decrypt_error"),
            Map.entry(60, "export_restriction"),
            Map.entry(70, "protocol_version"),
            Map.entry(71, "insufficient_security"),
            Map.entry(80, "internal_error"),
            Map.entry(86, "inappropriate_fallback"),
            Map.entry(90, "user_canceled"),
            Map.entry(100, "no_renegotiation"),
            Map.entry(109, "missing_extension"),
            Map.entry(110, "unsupported_extension"),
            Map.entry(111, "certificate_unobtainable"),
            Map.entry(112, "unrecognized_name"),
            Map.entry(113, "bad_certificate_status_response"),
            Map.entry(114, "bad_certificate_hash_value"),
            Map.entry(115, "unknown_psk_identity"),
            Map.entry(116, "certificate_required"),
            Map.entry(120, "no_application_protocol"),
            Map.entry(121, "ech_required"));

    private TlsNames() {}

    private static Map<Integer, String> ciphers() {
        Map<Integer, String> names = new HashMap<>();
        try (InputStream in = TlsNames.class.getResourceAsStream("cipher_suites.txt")) {
            if (in == null) {
                throw new IllegalStateException("found no cipher_suites.txt, expected it beside this class");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    names.put(Integer.parseInt(line.substring(0, 4), 16), line.substring(5));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    static String cipher(int number) {
        String name = CIPHERS.get(number);
        return name == null ? "unknown-" + number : name;
    }

    static String group(int number) {
        String name = GROUPS.get(number);
        return name == null ? "unknown-" + number : name;
    }

    static String alert(int number) {
        String name = ALERTS.get(number);
        return name == null ? "unknown-" + number : name;
    }

    static String version(int number) {
        return switch (number) {
            case 0x0002 -> "SSLv2";
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv10";
            case 0x0302 -> "TLSv11";
            case 0x0303 -> "TLSv12";
            case 0x0304 -> "TLSv13";
            default -> number >>> 8 == 0x7F ? "TLSv13-draft" + (number & 0xFF) : "unknown-" + number;
        };
    }

    /** Whether a number only keeps implementations honest (RFC 8701 2). */
    static boolean isGrease(int number) {
        return (number & 0x0F0F) == 0x0A0A && (number >>> 8) == (number & 0xFF);
    }
}
