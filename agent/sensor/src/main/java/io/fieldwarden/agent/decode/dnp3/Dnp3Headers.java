package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.dnp3.Dnp3Layout.Form;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the object headers of a fragment and the objects behind each (4.2.2.7). Reused; reads in place.
 * What breaks a rule ends the walk, {@link #fault()} says which rule.
 */
final class Dnp3Headers {
    private static final int ALL = 6;
    private static final int VARIABLE = 11;

    private static final int[] SIZE_OF_CODE = {0, 1, 2, 4, 1, 2, 4, 0};

    private final Window bytes = new Window();
    private int function;
    private int position;
    private int end;
    private int left;

    private int group;
    private int variation;
    private int qualifier;
    private long first;
    private long count;
    private boolean everything;
    private boolean carries;
    private @Nullable Dnp3Layout layout;
    private int objectsAt;

    private int itemAt;
    private int itemSize;
    private long itemIndex;
    private long itemsLeft;

    private boolean named;
    private @Nullable Dnp3Anomaly fault;
    private String detail = "";

    /**
     * Begins with the headers at {@code from}.
     *
     * @param most headers to read
     */
    Dnp3Headers over(byte[] fragment, int from, int to, int ofFunction, int most) {
        bytes.over(fragment, 0, fragment.length);
        position = from;
        end = to;
        function = ofFunction;
        left = most;
        fault = null;
        named = false;
        detail = "";
        return this;
    }

    /** Goes to the next header; false at the end or at a fault. */
    boolean next() {
        if (fault != null) {
            return false;
        }
        named = false;
        if (position >= end) {
            return false;
        }
        if (left-- == 0) {
            return fail(Dnp3Anomaly.TOO_MANY_OBJECTS, "more object headers than read, expected fewer");
        }
        if (end - position < 3) {
            return fail(Dnp3Anomaly.OBJECT_TRUNCATED, (end - position) + " bytes of an object header, expected 3");
        }
        named = true;
        group = bytes.u8(position);
        variation = bytes.u8(position + 1);
        qualifier = bytes.u8(position + 2);
        layout = Dnp3Objects.layout(group, variation);
        carries = Dnp3Function.carriesObjects(function, group, prefixCode() >= 4);
        objectsAt = position + 3;
        count = 0;
        if (!known() || !range()) {
            return false;
        }
        return extent();
    }

    /** A fault only if what follows cannot be read without knowing the object. */
    private boolean known() {
        boolean readable =
                carries ? layout != null || prefixCode() >= 4 || rangeCode() == ALL : rangeCode() != VARIABLE;
        if (!Dnp3Objects.canBeNamed(group, variation)) {
            String found = "object " + name() + ", expected one of the standard";
            return readable ? note(found) : fail(Dnp3Anomaly.UNKNOWN_OBJECT, found);
        }
        return readable || fail(Dnp3Anomaly.UNKNOWN_OBJECT, "object " + name() + ", expected one of the standard");
    }

    private boolean note(String found) {
        unknown = found;
        return true;
    }

    /** What of an unknown object was only named; empty if nothing. */
    String takeUnknown() {
        String found = unknown;
        unknown = "";
        return found;
    }

    private String unknown = "";

    private boolean range() {
        int code = rangeCode();
        first = 0;
        count = 0;
        everything = code == ALL;
        int width = code <= 5 ? 1 << (code % 3) : code >= 7 && code <= 9 ? 1 << (code - 7) : 0;
        boolean startStop = code <= 5;
        boolean legal = (startStop || everything)
                ? prefixCode() == 0
                : code == VARIABLE ? prefixCode() >= 4 && prefixCode() <= 6 : width > 0 && prefixCode() <= 6;
        if (!legal || (qualifier & 0x80) != 0) {
            String found = String.format("qualifier 0x%02x of %s, expected one of the standard", qualifier, name());
            return fail(Dnp3Anomaly.ILLEGAL_QUALIFIER, found);
        }
        int needed = startStop ? 2 * width : code == VARIABLE ? 1 : width;
        if (end - objectsAt < needed) {
            return fail(
                    Dnp3Anomaly.OBJECT_TRUNCATED, "range of " + name() + " cut short, expected " + needed + " bytes");
        }
        if (startStop) {
            first = number(objectsAt, width);
            count = number(objectsAt + width, width) - first + 1;
            if (count < 1) {
                String found = "range of " + name() + " from " + first + " to " + (first + count - 1);
                return fail(Dnp3Anomaly.ILLEGAL_RANGE, found + ", expected an end after the start");
            }
        } else if (!everything) {
            count = number(objectsAt, needed);
        }
        objectsAt += needed;
        return true;
    }

    /** Finds where the next header starts. */
    private boolean extent() {
        itemsLeft = count;
        itemAt = objectsAt;
        itemSize = 0;
        position = objectsAt;
        int prefix = prefixSize();
        long bits = packedBits();
        if (everything || (!carries && prefix == 0) || (emptyObject() && prefix == 0)) {
            itemsLeft = 0;
            return true;
        }
        if (bits > 0 && prefix == 0) {
            itemsLeft = 0;
            return room((bits + 7) / 8);
        }
        int each = fixedSize();
        if (each >= 0) {
            return room(count * (prefix + each));
        }
        int at = objectsAt;
        for (long item = 0; item < count; item++) {
            int size = sizeAt(at);
            if (size < 0 || at + prefix + size > end) {
                return truncated();
            }
            at += prefix + size;
        }
        position = at;
        return true;
    }

    private boolean room(long needed) {
        if (needed > end - objectsAt) {
            return truncated();
        }
        position = objectsAt + (int) needed;
        return true;
    }

    private boolean truncated() {
        return fail(
                Dnp3Anomaly.OBJECT_TRUNCATED,
                count + " objects " + name() + " in " + (end - objectsAt) + " bytes, expected room for all");
    }

    private boolean emptyObject() {
        Dnp3Layout known = layout;
        return known != null && (known.form() == Form.EMPTY || (known.form() == Form.BY_VARIATION && variation == 0));
    }

    private long packedBits() {
        Dnp3Layout known = layout;
        return carries && known != null && known.form() == Form.PACKED ? count * known.size() : 0;
    }

    /** Bytes of each object where all have the same, -1 where they differ. */
    private int fixedSize() {
        Dnp3Layout known = layout;
        if (!carries) {
            return 0;
        }
        if (prefixCode() >= 4 || known == null) {
            return -1;
        }
        return switch (known.form()) {
            case FIXED -> known.size();
            case BY_VARIATION -> variation;
            case PACKED -> 1;
            case EMPTY -> 0;
            case ATTRIBUTE, SIZED -> -1;
        };
    }

    /** Bytes of the object whose prefix is at {@code at}, -1 if they are not told or not there. */
    private int sizeAt(int at) {
        int prefix = prefixSize();
        int fixed = fixedSize();
        if (fixed >= 0) {
            return fixed;
        }
        if (end - at < prefix) {
            return -1;
        }
        if (prefixCode() >= 4) {
            long told = number(at, prefix);
            return told > end - at ? -1 : (int) told;
        }
        Dnp3Layout known = layout;
        if (known != null && known.form() == Form.SIZED) {
            return count == 1 ? end - at - prefix : -1; // an object alone may go to the end of the fragment
        }
        return end - at - prefix < 2 ? -1 : 2 + bytes.u8(at + prefix + 1);
    }

    /** Goes to the next object of the header; false after the last. Packed objects are read by {@link #packed}. */
    boolean nextItem() {
        if (itemsLeft <= 0) {
            return false;
        }
        int at = itemAt + itemSize;
        int prefix = prefixSize();
        itemIndex = first + (count - itemsLeft);
        itemsLeft--;
        int size = sizeAt(at);
        if (size < 0 || at + prefix + size > end) {
            itemsLeft = 0;
            return false;
        }
        if (prefix > 0 && prefixCode() <= 3) {
            itemIndex = number(at, prefix);
        }
        itemAt = at + prefix;
        itemSize = size;
        return true;
    }

    /** The bit or pair of bits of the object {@code place} places after the first. */
    int packed(int place) {
        int width = layout == null ? 1 : layout.size();
        int bit = place * width;
        return (bytes.u8(objectsAt + (bit >> 3)) >> (bit & 7)) & ((1 << width) - 1);
    }

    boolean isPacked() {
        return packedBits() > 0 && prefixSize() == 0 && !everything;
    }

    private boolean fail(Dnp3Anomaly anomaly, String found) {
        fault = anomaly;
        detail = found;
        return false;
    }

    private long number(int at, int width) {
        return switch (width) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16le(at);
            default -> bytes.i32le(at) & 0xFFFF_FFFFL;
        };
    }

    private int prefixCode() {
        return (qualifier >> 4) & 7;
    }

    private int rangeCode() {
        return qualifier & 0x0F;
    }

    private int prefixSize() {
        return SIZE_OF_CODE[prefixCode()];
    }

    /** The rule that ended the walk, null if none did. */
    @Nullable
    Dnp3Anomaly fault() {
        return fault;
    }

    /** Whether the walk ended at an object that was named, though not all of its header or its objects could be read. */
    boolean isCutShort() {
        return fault != null && named;
    }

    String detail() {
        return detail;
    }

    Window bytes() {
        return bytes;
    }

    int group() {
        return group;
    }

    int variation() {
        return variation;
    }

    int qualifier() {
        return qualifier;
    }

    /** First index of a range, 0 where the header has none. */
    long first() {
        return first;
    }

    /** How many objects the header speaks of; 0 for all. */
    long count() {
        return count;
    }

    /** Whether the header speaks of a range from {@link #first()}, and not of a count or of all. */
    boolean isRange() {
        return rangeCode() <= 5;
    }

    /** Whether the header speaks of all objects. */
    boolean isAll() {
        return everything;
    }

    /** Whether each object has its index before it. */
    boolean isIndexed() {
        return prefixCode() >= 1 && prefixCode() <= 3;
    }

    /** Whether objects stand behind the header. */
    boolean carries() {
        return carries;
    }

    @Nullable
    Dnp3Layout layout() {
        return layout;
    }

    /** Where the current object begins, after its prefix. */
    int itemAt() {
        return itemAt;
    }

    int itemSize() {
        return itemSize;
    }

    /** Index of the current object. */
    long itemIndex() {
        return itemIndex;
    }

    /** As people write it: {@code g12v1}. */
    String name() {
        return "g" + group + "v" + variation;
    }
}
