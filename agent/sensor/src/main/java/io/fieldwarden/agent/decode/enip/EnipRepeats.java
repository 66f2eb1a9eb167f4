package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipPart;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests without fault that were read before, by their bytes and what carried them, so that a poll builds nothing. Shared by
 * all connections of a lane; bounded, the newest takes the place of another.
 */
final class EnipRepeats {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] bytes, CipCarrier carrier, CipRequest request) {}

    private final @Nullable Kept[] slots;
    private final int bytesMax;

    /** @param slots a power of two */
    EnipRepeats(int slots, int bytesMax) {
        this.slots = new Kept[slots];
        this.bytesMax = bytesMax;
    }

    @Nullable
    CipRequest find(CipPart part, CipCarrier carrier) {
        Window window = part.bytes();
        int at = part.at();
        int length = part.length();
        Kept kept = length > bytesMax ? null : slots[slot(part, carrier)];
        int start = window.start() + at;
        return kept != null
                        && kept.carrier.equals(carrier)
                        && Arrays.equals(kept.bytes, 0, kept.bytes.length, window.array(), start, start + length)
                ? kept.request
                : null;
    }

    void keep(CipPart part, CipCarrier carrier, CipRequest request) {
        int length = part.length();
        if (length <= bytesMax) {
            byte[] copy = new byte[length];
            part.bytes().copy(part.at(), copy, 0, length);
            slots[slot(part, carrier)] = new Kept(copy, carrier, request);
        }
    }

    private int slot(CipPart part, CipCarrier carrier) {
        Window window = part.bytes();
        int hash = carrier.key();
        for (int index = part.at(); index < part.at() + part.length(); index++) {
            hash = hash * 31 + window.u8(index);
        }
        return ((hash * 0x9E37_79B9) >>> 12) & (slots.length - 1);
    }
}
