package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipPart;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests without fault that were read before, by their bytes and what carried them, so that a poll builds nothing. Of a
 * request that is told the same whatever its data are, such as a piece of a file, only service, path and length count. Shared by
 * all connections of a lane; bounded, the newest takes the place of another.
 */
final class EnipRepeats {
    /** @param length of the request, of which {@code bytes} are what counts */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] bytes, int length, CipCarrier carrier, CipRequest request) {}

    private final @Nullable Kept[] slots;
    private final int bytesMax;

    /** @param slots a power of two */
    EnipRepeats(int slots, int bytesMax) {
        this.slots = new Kept[slots];
        this.bytesMax = bytesMax;
    }

    @Nullable
    CipRequest find(CipPart part, CipCarrier carrier) {
        CipRequest byHead = find(part, carrier, head(part));
        return byHead != null ? byHead : find(part, carrier, part.length());
    }

    private @Nullable CipRequest find(CipPart part, CipCarrier carrier, int counts) {
        Kept kept = counts > bytesMax ? null : slots[slot(part, carrier, counts)];
        int start = part.bytes().start() + part.at();
        return kept != null
                        && kept.length == part.length()
                        && kept.carrier.equals(carrier)
                        && Arrays.equals(
                                kept.bytes, 0, kept.bytes.length, part.bytes().array(), start, start + counts)
                ? kept.request
                : null;
    }

    void keep(CipPart part, CipCarrier carrier, CipRequest request) {
        int counts = request.dataTold() ? part.length() : head(part);
        if (counts <= bytesMax) {
            byte[] copy = new byte[counts];
            part.bytes().copy(part.at(), copy, 0, counts);
            slots[slot(part, carrier, counts)] = new Kept(copy, part.length(), carrier, request);
        }
    }

    /** Bytes of service and path. */
    private static int head(CipPart part) {
        int length = part.length();
        return length < 2 ? length : Math.min(length, 2 + 2 * part.bytes().u8(part.at() + 1));
    }

    private int slot(CipPart part, CipCarrier carrier, int counts) {
        Window window = part.bytes();
        int at = part.at();
        int end = at + counts;
        long hash = carrier.key() * 31L + part.length();
        while (end - at >= Long.BYTES) {
            hash = (hash ^ window.i64le(at)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
            at += Long.BYTES;
        }
        for (; at < end; at++) {
            hash = hash * 31 + window.u8(at);
        }
        return (int) ((hash * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (slots.length - 1);
    }
}
