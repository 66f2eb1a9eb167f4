package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.decode.Window;
import org.jspecify.annotations.Nullable;

/** The algorithms one side can (RFC 4253 7.1), each list as on the wire, parted by commas. */
final class SshOffer {
    static final int KEX = 0;
    static final int HOST_KEY = 1;
    static final int CIPHER_TO_SERVER = 2;
    static final int CIPHER_TO_CLIENT = 3;
    static final int MAC_TO_SERVER = 4;
    static final int MAC_TO_CLIENT = 5;
    static final int COMPRESSION_TO_SERVER = 6;
    static final int COMPRESSION_TO_CLIENT = 7;

    private static final int LISTS = 8;
    private static final int COOKIE_END = 17;

    private final String[] lists = new String[LISTS];

    private SshOffer() {}

    /** Reads the payload of a KEXINIT of {@code size} bytes at {@code at}; null if a list goes past it. */
    static @Nullable SshOffer read(Window bytes, int at, int size) {
        SshOffer offer = new SshOffer();
        int next = at + COOKIE_END;
        int end = at + size;
        for (int index = 0; index < LISTS; index++) {
            if (end - next < 4 || bytes.u32(next) > end - next - 4) {
                return null;
            }
            int length = bytes.i32(next);
            offer.lists[index] = bytes.latin1(next + 4, length);
            next += 4 + length;
        }
        return offer;
    }

    String list(int index) {
        return lists[index];
    }

    /** The client's first that the server has too, empty if there is none. */
    static String agreed(SshOffer client, SshOffer server, int index) {
        String theirs = "," + server.lists[index] + ",";
        for (String name : client.lists[index].split(",", 512)) {
            if (!name.isEmpty() && theirs.contains("," + name + ",")) {
                return name;
            }
        }
        return "";
    }

    String clientHassh() {
        return lists[KEX] + ";" + lists[CIPHER_TO_SERVER] + ";" + lists[MAC_TO_SERVER] + ";"
                + lists[COMPRESSION_TO_SERVER];
    }

    String serverHassh() {
        return lists[KEX] + ";" + lists[CIPHER_TO_CLIENT] + ";" + lists[MAC_TO_CLIENT] + ";"
                + lists[COMPRESSION_TO_CLIENT];
    }
}
