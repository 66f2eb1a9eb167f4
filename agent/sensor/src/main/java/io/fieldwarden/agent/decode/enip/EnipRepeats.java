package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipCarrier;
import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests without fault that were read before, by their bytes and what carried them, so that a poll builds nothing. Shared by
 * all connections of a lane; bounded, the newest takes the place of another.
 */
final class EnipRepeats {
    private record Kept(byte[] bytes, CipCarrier carrier, CipRequest request) {}

    private final @Nullable Kept[] slots;
    private final int bytesMax;

    /** @param slots a power of two */
    EnipRepeats(int slots, int bytesMax) {
        this.slots = new Kept[slots];
        this.bytesMax = bytesMax;
    }

    @Nullable
    CipRequest find(Window window, int at, int length, CipCarrier carrier) {
        Kept kept = length > bytesMax ? null : slots[slot(window, at, length, carrier)];
        int start = window.start() + at;
        return kept != null
                        && kept.carrier == carrier
                        && Arrays.equals(kept.bytes, 0, kept.bytes.length, window.array(), start, start + length)
                ? kept.request
                : null;
    }

    void keep(Window window, int at, int length, CipCarrier carrier, CipRequest request) {
        if (length <= bytesMax) {
            byte[] copy = new byte[length];
            window.copy(at, copy, 0, length);
            slots[slot(window, at, length, carrier)] = new Kept(copy, carrier, request);
        }
    }

    private int slot(Window window, int at, int length, CipCarrier carrier) {
        int hash = System.identityHashCode(carrier);
        for (int index = at; index < at + length; index++) {
            hash = hash * 31 + window.u8(index);
        }
        return (hash * 0x9E37_79B9 >>> 12) & (slots.length - 1);
    }
}
