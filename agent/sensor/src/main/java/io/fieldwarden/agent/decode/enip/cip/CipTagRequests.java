package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import org.jspecify.annotations.Nullable;

/** Reads and writes of Logix data ("Logix 5000 Controllers Data Access", 1756-PM020). */
final class CipTagRequests {
    private final CipFacts facts;
    private final CipLimits limits;

    CipTagRequests(CipFacts facts) {
        this.facts = facts;
        this.limits = facts.limits();
    }

    /** Name of the data: the tag, or class and instance of the symbol. */
    private static String name(CipPath path) {
        return path.tag().isEmpty() ? path.classId() + "/" + Math.max(0, path.instance()) : path.tag();
    }

    /** {@code count} elements from the one the path names. */
    static Points points(CipPath path, int count) {
        long first = path.tag().isEmpty() ? path.member() : path.index();
        if (first < 0 && count <= 1) {
            return Points.named(name(path));
        }
        return new Points(name(path), Math.max(0, first), Math.max(1, count));
    }

    void read(CipRequests.Draft draft) {
        switch (draft.service) {
            case CipService.READ_TAG, CipService.READ_TAG_FRAGMENTED -> reading(draft);
            case CipService.READ_MODIFY_WRITE_TAG -> modifying(draft);
            default -> writing(draft);
        }
    }

    private void tooShort(CipRequests.Draft draft, int expected) {
        String found = "tag service with " + draft.length + " bytes, expected " + expected;
        facts.anomaly(CipAnomaly.MESSAGE_TOO_SHORT, found, draft.atNanos);
        draft.points = points(draft.path, 1);
    }

    private void reading(CipRequests.Draft draft) {
        boolean fragmented = draft.service == CipService.READ_TAG_FRAGMENTED;
        int least = fragmented ? 6 : 2;
        if (draft.length < least) {
            tooShort(draft, least);
            return;
        }
        int elements = draft.bytes.u16le(draft.at);
        long offset = fragmented ? draft.bytes.i32le(draft.at + 2) & 0xFFFF_FFFFL : 0;
        draft.points = points(draft.path, elements);
        draft.detail = new CipRequest.Tag(elements, offset);
        draft.add("element_count", elements);
        if (fragmented) {
            draft.add("offset", offset);
        }
    }

    /** Masks say which bits become 1 or 0; the value is only known to the controller. */
    private void modifying(CipRequests.Draft draft) {
        int size = draft.length < 2 ? 0 : draft.bytes.u16le(draft.at);
        if (draft.length < 2 + 2 * size) {
            tooShort(draft, 2 + 2 * size);
            return;
        }
        draft.points = points(draft.path, 1);
        draft.add("mask_size", size);
        draft.add("or_mask", CipText.hex(draft.bytes, draft.at + 2, size, 32));
        draft.add("and_mask", CipText.hex(draft.bytes, draft.at + 2 + size, size, 32));
    }

    private void writing(CipRequests.Draft draft) {
        Window bytes = draft.bytes;
        boolean fragmented = draft.service == CipService.WRITE_TAG_FRAGMENTED;
        boolean struct = draft.length >= 4 && isStruct(bytes.u16le(draft.at));
        int typeSize = struct ? 4 : 2;
        int head = typeSize + 2 + (fragmented ? 4 : 0);
        if (draft.length < head) {
            tooShort(draft, head);
            return;
        }
        int type = bytes.u16le(draft.at);
        int handle = struct ? bytes.u16le(draft.at + 2) : 0;
        int elements = bytes.u16le(draft.at + typeSize);
        long offset = fragmented ? bytes.i32le(draft.at + typeSize + 2) & 0xFFFF_FFFFL : 0;
        draft.points = points(draft.path, elements);
        draft.add("data_type", struct ? "STRUCT " + CipText.number(handle) : CipType.name(type));
        draft.add("element_count", elements);
        if (fragmented) {
            draft.add("offset", offset);
        }
        Data data = new Data(type, handle, draft.at + head, draft.length - head);
        checkSize(data, elements, fragmented, draft.atNanos);
        CipRequest.Written written = data.values(points(draft.path, elements), bytes, elements, offset, limits);
        if (written != null) {
            draft.writes.add(written);
            draft.add(
                    written.values().size() == 1 ? "value" : "values",
                    written.values().size() == 1
                            ? written.values().text(0)
                            : CipText.hex(bytes, data.at(), data.length(), limits.textChars()));
        }
    }

    private void checkSize(Data data, int elements, boolean fragmented, long atNanos) {
        CipType type = CipType.of(data.type());
        int size = type == null ? 0 : type.size();
        if (size > 0
                && !fragmented
                && data.length() != (long) size * elements
                && data.length() != padded(size, elements)) {
            String found = data.length() + " bytes for " + elements + " x " + type + ", expected " + size * elements;
            facts.anomaly(CipAnomaly.VALUE_SIZE_MISMATCH, found, atNanos);
        }
    }

    private static int padded(int size, int elements) {
        return (size * elements + 1) & ~1;
    }

    static boolean isStruct(int type) {
        return type == 0x02A0;
    }

    /**
     * Typed bytes.
     *
     * @param handle of a structure
     */
    record Data(int type, int handle, int at, int length) {

        /** Values and points of {@code elements}, the {@code whole}, from {@code offset} bytes into it. */
        CipRequest.@Nullable Written values(Points whole, Window bytes, int elements, long offset, CipLimits limits) {
            CipType known = CipType.of(type);
            if (known == null || known.size() == 0) {
                return offset == 0 ? texts(whole, bytes, elements, limits) : null;
            }
            int most = Math.min(limits.elements(), Math.max(1, elements));
            Values values = known.numbers(bytes, at, length, most);
            if (values.size() == 0 || offset % known.size() != 0) {
                return null;
            }
            long before = offset / known.size();
            Points part = whole.isNamed() || (before == 0 && whole.count() == values.size())
                    ? whole
                    : new Points(whole.space(), whole.first() + before, values.size());
            return part.count() == values.size() ? new CipRequest.Written(part, values) : null;
        }

        private CipRequest.@Nullable Written texts(Points points, Window bytes, int elements, CipLimits limits) {
            Values.Texts texts = CipType.strings(
                    type,
                    handle,
                    new CipPart(bytes, at, length),
                    Math.min(elements, limits.elements()),
                    limits.textChars());
            if (texts == null) {
                return null;
            }
            boolean one = points.isNamed() || texts.size() == points.count();
            return new CipRequest.Written(
                    one ? points : new Points(points.space(), points.first(), texts.size()), texts);
        }
    }
}
