package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests that were read before, by the bytes after their header: a client that polls asks the same again and again, and
 * nothing is built for it. All connections of a lane share them. Bounded, the newest takes the place of another.
 */
final class OpcuaRepeats {
    /** Longer requests are read anew. */
    private static final int BYTES_MAX = 2_048;

    private final byte[][] bodies;
    private final @Nullable OpcuaRequest[] requests;

    /** @param slots a power of two */
    OpcuaRepeats(int slots) {
        bodies = new byte[slots][];
        Arrays.fill(bodies, new byte[0]);
        requests = new OpcuaRequest[slots];
    }

    @Nullable
    OpcuaRequest find(OpcuaService service, Window bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        OpcuaRequest known = requests[slot];
        int start = bytes.start();
        byte[] body = bodies[slot];
        boolean same = known != null
                && known.service() == service
                && Arrays.equals(bytes.array(), start + from, start + to, body, 0, body.length);
        return same ? known : null;
    }

    void keep(OpcuaRequest request, Window bytes, int from, int to) {
        if (to - from <= BYTES_MAX) {
            int slot = slot(bytes, from, to);
            bodies[slot] = new byte[to - from];
            bytes.copy(from, bodies[slot], 0, to - from);
            requests[slot] = request;
        }
    }

    private int slot(Window bytes, int from, int to) {
        int hash = to - from;
        for (int at = from; at < Math.min(to, from + BYTES_MAX); at++) {
            hash = 31 * hash + bytes.u8(at);
        }
        return (int) ((hash * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (requests.length - 1);
    }
}
