package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds NTLM in a security blob (MS-NLMP 2.2.1) and reads who it names. Challenges, responses and session keys are left where
 * they are.
 */
final class SmbNtlm {
    private static final long SIGNATURE = 0x4E544C4D53535000L;
    private static final int CHALLENGE = 2;
    private static final int AUTHENTICATE = 3;
    private static final int UNICODE = 1;
    private static final int VERSION = 0x0200_0000;
    private static final int PAIRS_MAX = 16;
    private static final long KERBEROS = 0x2A864886F7120102L;
    private static final long KERBEROS_MS = 0x2A864882F7120102L;

    private SmbNtlm() {}

    /** Reads the blob of a request into {@code request}; returns facts about the client. */
    static List<Attribute> request(Window bytes, int from, int to, SmbRequest request, int charsMax) {
        List<Attribute> facts = new ArrayList<>();
        int at = find(bytes, from, to);
        if (at < 0) {
            if (isKerberos(bytes, from, to)) {
                request.add("authentication", "kerberos");
            }
            return facts;
        }
        request.add("authentication", "ntlm");
        if (bytes.i32le(at + 8) != AUTHENTICATE || to - at < 64) {
            return facts;
        }
        boolean wide = (bytes.i32le(at + 60) & UNICODE) != 0;
        Part message = new Part(bytes, at, to);
        String user = field(message, at + 36, wide, charsMax);
        String host = field(message, at + 44, wide, charsMax);
        request.add("domainname", field(message, at + 28, wide, charsMax));
        request.add("username", user);
        request.add("hostname", host);
        if (user.isEmpty()) {
            request.add("anonymous", "true");
        }
        if (!host.isEmpty()) {
            facts.add(new Attribute("name", host));
        }
        return facts;
    }

    /** Reads the challenge in an answer; returns facts about the server. */
    static List<Attribute> answer(Window bytes, int from, int to, SmbRequest request, int charsMax) {
        List<Attribute> facts = new ArrayList<>();
        int at = find(bytes, from, to);
        if (at < 0 || bytes.i32le(at + 8) != CHALLENGE || to - at < 48) {
            return facts;
        }
        int start = at + bytes.u16le(at + 44);
        int end = start + bytes.u16le(at + 40);
        if (start < at || end > to) {
            return facts;
        }
        for (int pairs = 0; end - start >= 4 && pairs < PAIRS_MAX; pairs++) {
            int id = bytes.u16le(start);
            int size = bytes.u16le(start + 2);
            if (id == 0 || size > end - start - 4) {
                break;
            }
            String value = SmbText.wide(bytes, start + 4, size, charsMax);
            switch (value.isEmpty() ? -1 : id) {
                case 1 -> {
                    request.add("server_nb_computer_name", value);
                    facts.add(new Attribute("name", value));
                }
                case 3 -> {
                    request.add("server_dns_computer_name", value);
                    facts.add(new Attribute("dns_name", value));
                }
                case 4 -> {
                    request.add("server_tree_name", value);
                    facts.add(new Attribute("domain", value));
                }
                default -> {}
            }
            start += 4 + size;
        }
        if ((bytes.i32le(at + 20) & VERSION) != 0 && to - at >= 56) {
            String version = bytes.u8(at + 48) + "." + bytes.u8(at + 49) + "." + bytes.u16le(at + 50);
            facts.add(new Attribute("os_version", version));
        }
        return facts;
    }

    /** A message in a blob. */
    private record Part(Window bytes, int base, int to) {}

    private static String field(Part message, int at, boolean wide, int charsMax) {
        Window bytes = message.bytes();
        int size = bytes.u16le(at);
        long start = (long) message.base() + (bytes.i32le(at + 4) & 0xFFFF_FFFFL);
        if (start + size > message.to()) {
            return "";
        }
        return wide
                ? SmbText.wide(bytes, (int) start, size, charsMax)
                : SmbText.narrow(bytes, (int) start, size, charsMax);
    }

    private static int find(Window bytes, int from, int to) {
        for (int at = from; at <= to - 32; at++) {
            if (bytes.u8(at) == 'N' && bytes.i64(at) == SIGNATURE) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isKerberos(Window bytes, int from, int to) {
        for (int at = from; at <= to - 8; at++) {
            if (bytes.u8(at) == 0x2A && (bytes.i64(at) == KERBEROS || bytes.i64(at) == KERBEROS_MS)) {
                return true;
            }
        }
        return false;
    }
}
