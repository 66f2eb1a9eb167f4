package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a client offers (RFC 8446 4.1.2). All numbers as on the wire, with GREASE (RFC 8701) in its places. */
final class TlsClientHello {
    private static final int RANDOM_END = 34;
    private static final int EXTENSIONS_MAX = 256;

    int version;
    boolean sessionOffered;
    int[] ciphers = {};
    int[] extensions = {};
    int[] groups = {};
    int[] pointFormats = {};
    int[] signatures = {};
    int[] versions = {};
    /** Whether there is a server name, even an empty one. */
    boolean named;

    String serverName = "";
    String protocols = "";
    /** First name offered by ALPN, as ISO 8859-1. */
    String firstProtocol = "";

    boolean ticket;
    boolean preSharedKey;
    boolean earlyData;
    boolean encryptedHello;
    /** Whether a length did not fit. */
    boolean broken;

    /** Reads a hello; null if it is too short for its fixed fields. */
    static @Nullable TlsClientHello read(Window bytes, int charsMax) {
        if (bytes.length() < RANDOM_END + 1) {
            return null;
        }
        TlsClientHello hello = new TlsClientHello();
        hello.version = bytes.u16(0);
        int session = bytes.u8(RANDOM_END);
        hello.sessionOffered = session > 0;
        int at = RANDOM_END + 1 + session;
        if (bytes.length() - at < 2 || bytes.u16(at) > bytes.length() - at - 2) {
            return null;
        }
        int size = bytes.u16(at);
        hello.ciphers = TlsExtensions.numbers(bytes, at + 2, size / 2);
        at += 2 + size;
        if (at >= bytes.length()) {
            hello.broken = true;
            return hello;
        }
        at += 1 + bytes.u8(at);
        if (at > bytes.length()) {
            hello.broken = true;
            return hello;
        }
        hello.extensions(bytes, new TlsExtensions(bytes, at), charsMax);
        return hello;
    }

    private void extensions(Window bytes, TlsExtensions each, int charsMax) {
        int[] types = new int[EXTENSIONS_MAX];
        int count = 0;
        while (count < EXTENSIONS_MAX && each.next()) {
            types[count++] = each.type();
            extension(bytes, each, charsMax);
        }
        extensions = Arrays.copyOf(types, count);
        broken = each.broken();
    }

    private void extension(Window bytes, TlsExtensions each, int charsMax) {
        switch (each.type()) {
            case TlsExtensions.SERVER_NAME -> {
                named = true;
                serverName = each.host(charsMax);
            }
            case TlsExtensions.SUPPORTED_GROUPS -> groups = each.numbers(2);
            case TlsExtensions.SIGNATURE_ALGORITHMS -> signatures = each.numbers(2);
            case TlsExtensions.SUPPORTED_VERSIONS -> versions = each.numbers(1);
            case TlsExtensions.EC_POINT_FORMATS -> pointFormats = bytesOf(bytes, each);
            case TlsExtensions.ALPN -> {
                protocols = each.protocols(charsMax);
                if (each.length() > 3) {
                    int size = Math.min(bytes.u8(each.start() + 2), each.length() - 3);
                    firstProtocol = bytes.latin1(each.start() + 3, size);
                }
            }
            case TlsExtensions.SESSION_TICKET -> ticket = each.length() > 0;
            case TlsExtensions.PRE_SHARED_KEY -> preSharedKey = true;
            case TlsExtensions.EARLY_DATA -> earlyData = true;
            case TlsExtensions.ENCRYPTED_CLIENT_HELLO -> encryptedHello = true;
            default -> {}
        }
    }

    private static int[] bytesOf(Window bytes, TlsExtensions each) {
        int count = each.length() == 0 ? 0 : Math.min(bytes.u8(each.start()), each.length() - 1);
        int[] numbers = new int[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = bytes.u8(each.start() + 1 + index);
        }
        return numbers;
    }

    /** A hello in the framing of SSL 2.0: 3 bytes for each cipher, those of TLS begin with 0 (RFC 5246 E.2). */
    static TlsClientHello old(Window bytes) {
        TlsClientHello hello = new TlsClientHello();
        hello.version = bytes.u16(3);
        int count = Math.min(bytes.u16(5), bytes.length() - 11) / 3;
        int[] ciphers = new int[Math.max(0, count)];
        int kept = 0;
        for (int index = 0; index < count; index++) {
            if (bytes.u8(11 + 3 * index) == 0) {
                ciphers[kept++] = bytes.u16(12 + 3 * index);
            }
        }
        hello.ciphers = Arrays.copyOf(ciphers, kept);
        return hello;
    }

    /** The highest version offered. */
    int highest() {
        int highest = 0;
        for (int offered : versions) {
            highest = TlsNames.isGrease(offered) ? highest : Math.max(highest, offered);
        }
        return highest == 0 ? version : highest;
    }
}
