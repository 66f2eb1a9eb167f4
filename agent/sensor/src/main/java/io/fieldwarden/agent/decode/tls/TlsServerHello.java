package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a server chose (RFC 8446 4.1.3). */
final class TlsServerHello {
    private static final int RANDOM_END = 34;
    private static final int EXTENSIONS_MAX = 64;
    /** First half of the random that makes a hello a retry request: SHA-256 of "HelloRetryRequest". */
    private static final long RETRY = 0xCF21AD74E59A6111L;

    private static final long RETRY_MORE = 0xBE1D8C021E65B891L;

    /** As the hello says, for fingerprints. */
    int helloVersion;
    /** The version that is spoken. */
    int version;

    int cipher;
    int[] extensions = {};
    int group;
    String protocol = "";
    boolean preSharedKey;
    boolean retry;
    boolean broken;

    /** Reads a hello; null if it is too short for its fixed fields. */
    static @Nullable TlsServerHello read(Window bytes, int charsMax) {
        if (bytes.length() < RANDOM_END + 3) {
            return null;
        }
        TlsServerHello hello = new TlsServerHello();
        hello.helloVersion = bytes.u16(0);
        hello.version = hello.helloVersion;
        hello.retry = bytes.i64(2) == RETRY && bytes.i64(10) == RETRY_MORE;
        boolean draft = hello.version >>> 8 == 0x7F && (hello.version & 0xFF) < 22;
        int at = draft ? RANDOM_END : RANDOM_END + 1 + bytes.u8(RANDOM_END);
        if (bytes.length() - at < (draft ? 2 : 3)) {
            return null;
        }
        hello.cipher = bytes.u16(at);
        at += draft ? 2 : 3;
        TlsExtensions each = new TlsExtensions(bytes, at);
        int[] types = new int[EXTENSIONS_MAX];
        int count = 0;
        while (count < EXTENSIONS_MAX && each.next()) {
            types[count++] = each.type();
            hello.extension(bytes, each, charsMax);
        }
        hello.extensions = Arrays.copyOf(types, count);
        hello.broken = each.broken();
        return hello;
    }

    private void extension(Window bytes, TlsExtensions each, int charsMax) {
        switch (each.type()) {
            case TlsExtensions.SUPPORTED_VERSIONS -> version = each.length() >= 2 ? bytes.u16(each.start()) : version;
            case TlsExtensions.KEY_SHARE, 40 -> group = each.length() >= 2 ? bytes.u16(each.start()) : 0;
            case TlsExtensions.ALPN -> protocol = each.protocols(charsMax);
            case TlsExtensions.PRE_SHARED_KEY -> preSharedKey = true;
            default -> {}
        }
    }

    /** Whether what follows is encrypted as in TLS 1.3, drafts included. */
    boolean isThirteen() {
        return version == 0x0304 || version >>> 8 == 0x7F || version >>> 8 == 0x7E;
    }
}
