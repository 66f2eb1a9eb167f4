package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipPart;

/** The items of one message (common packet format, Vol 2, 2-6); reused. */
final class EnipItems {
    static final int NULL = 0x0000;
    static final int IDENTITY = 0x000C;
    static final int SECURITY = 0x0086;
    static final int CONNECTED_ADDRESS = 0x00A1;
    static final int CONNECTED_DATA = 0x00B1;
    static final int UNCONNECTED_DATA = 0x00B2;
    static final int SERVICES = 0x0100;
    static final int SEQUENCED_ADDRESS = 0x8002;

    private final int[] types;
    private final int[] starts;
    private final int[] lengths;
    private final CipPart part = new CipPart(new Window(), 0, 0);
    private int size;
    private int told;
    private boolean cut;

    EnipItems(int most) {
        types = new int[most];
        starts = new int[most];
        lengths = new int[most];
    }

    /** Whether the standard names the type (table 2-6.3). */
    static boolean isKnown(int type) {
        return switch (type) {
            case NULL, IDENTITY, SECURITY, CONNECTED_ADDRESS, CONNECTED_DATA, UNCONNECTED_DATA, SERVICES -> true;
            case 0x0001, 0x0085, 0x0087, 0x0091, 0x00B3, 0x8000, 0x8001, SEQUENCED_ADDRESS, 0x8003, 0x8004 -> true;
            default -> false;
        };
    }

    /** Reads the items of {@code length} bytes from {@code at}, their count first. */
    void read(Window bytes, int at, int length) {
        size = 0;
        told = length < 2 ? 0 : bytes.u16le(at);
        cut = length < 2;
        int from = at + 2;
        int end = at + length;
        for (int item = 0; item < told && item < types.length && !cut; item++) {
            cut = end - from < 4 || end - from - 4 < bytes.u16le(from + 2);
            if (!cut) {
                types[size] = bytes.u16le(from);
                starts[size] = from + 4;
                lengths[size] = bytes.u16le(from + 2);
                from += 4 + lengths[size++];
            }
        }
    }

    int size() {
        return size;
    }

    /** Items the message says it has. */
    int told() {
        return told;
    }

    /** Whether an item goes past the end. */
    boolean isCut() {
        return cut;
    }

    int type(int index) {
        return types[index];
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** Index of the first item of that type with at least {@code least} bytes, -1 if there is none. */
    int find(int type, int least) {
        for (int index = 0; index < size; index++) {
            if (types[index] == type && lengths[index] >= least) {
                return index;
            }
        }
        return -1;
    }

    /** An item without its first {@code skip} bytes; valid until the next. */
    CipPart part(int index, int skip, Window bytes) {
        return part.over(bytes, starts[index] + skip, lengths[index] - skip);
    }
}
