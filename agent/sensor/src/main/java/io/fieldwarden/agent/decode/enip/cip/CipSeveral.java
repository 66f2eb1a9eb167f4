package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;

/** The parts of a multiple service packet, or of its answer (Vol 1, appendix ). */
final class CipSeveral {
    private final CipPart whole;
    private final int[] from;
    private final int end;

    private CipSeveral(CipPart whole, int[] from) {
        this.whole = whole;
        this.from = from;
        this.end = whole.at() + whole.length();
    }

    static CipSeveral of(CipPart whole, CipFacts facts, long atNanos) {
        Window bytes = whole.bytes();
        int at = whole.at();
        int length = whole.length();
        int count = length < 2 ? 0 : bytes.u16le(at);
        int most = Math.min(facts.limits().services(), Math.max(0, (length - 2) / 2));
        if (count > facts.limits().services()) {
            String found =
                    count + " services, expected at most " + facts.limits().services();
            facts.anomaly(CipAnomaly.TOO_MANY_SERVICES, found, atNanos);
        } else if (count > most || length < 2) {
            String found = count + " services in " + length + " bytes, expected " + (2 + 2 * count);
            facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, atNanos);
        }
        int[] from = new int[Math.min(count, most)];
        int least = 2 + 2 * count;
        for (int index = 0; index < from.length; index++) {
            int offset = bytes.u16le(at + 2 + 2 * index);
            if (offset < least || offset >= length) {
                String found = "offset " + offset + ", expected " + least + " to " + (length - 1);
                facts.anomaly(CipAnomaly.BAD_SERVICE_OFFSETS, found, atNanos);
                return new CipSeveral(whole, Arrays.copyOf(from, index));
            }
            least = offset;
            from[index] = at + offset;
        }
        return new CipSeveral(whole, from);
    }

    int size() {
        return from.length;
    }

    /** Lets {@code part} look at one of them; returns it. */
    CipPart part(int index, CipPart part) {
        return part.over(whole.bytes(), from[index], (index + 1 < from.length ? from[index + 1] : end) - from[index]);
    }
}
