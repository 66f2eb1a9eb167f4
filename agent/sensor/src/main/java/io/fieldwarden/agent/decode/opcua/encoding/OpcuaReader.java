package io.fieldwarden.agent.decode.opcua.encoding;

import java.util.ArrayList;
import java.util.List;

/** Reads structures and variants after the tables of {@link OpcuaTypes}; one at a time, bounded in depth and in what is kept. */
public final class OpcuaReader {
    private static final int ARRAY = 0x80;
    private static final int DIMENSIONS = 0x40;
    /**
     * What is read and kept of one message.
     *
     * @param nesting structures, variants and diagnostics inside one another
     * @param items elements of one array that are kept
     * @param textChars characters of one text that are kept
     */
    public record Bounds(int nesting, int items, int textChars) {}

    /** Fields of one message that are kept. */
    private static final int KEPT_MAX = 32_768;

    private final OpcuaTypes types = OpcuaTypes.standard();
    private final Bounds limits;
    public final OpcuaCursor cursor;
    private int depth;
    private int kept;
    private boolean tooDeep;

    public OpcuaReader(Bounds limits) {
        this.limits = limits;
        this.cursor = new OpcuaCursor(limits.textChars());
    }

    /** Whether nesting was the reason to stop. */
    public boolean tooDeep() {
        return tooDeep;
    }

    /** Forgets what was counted for the message before. */
    public void begin() {
        depth = 0;
        kept = 0;
        tooDeep = false;
    }

    private boolean enter() {
        if (depth >= limits.nesting()) {
            tooDeep = true;
            cursor.fail();
            return false;
        }
        depth++;
        return true;
    }

    public OpcuaDatum.Structure structure(OpcuaTypes.Type type) {
        if (!enter()) {
            return new OpcuaDatum.Structure(type, List.of());
        }
        List<OpcuaDatum> fields = new ArrayList<>(type.fields().size());
        for (OpcuaTypes.Field field : type.fields()) {
            fields.add(field.array() ? array(field) : one(field));
        }
        depth--;
        return new OpcuaDatum.Structure(type, fields);
    }

    private OpcuaDatum array(OpcuaTypes.Field field) {
        int count = cursor.count();
        if (count == 0) {
            return OpcuaDatum.Many.NONE;
        }
        List<OpcuaDatum> items = new ArrayList<>(Math.min(count, 64));
        for (int index = 0; index < count && !cursor.failed(); index++) {
            keep(items, one(field));
        }
        return new OpcuaDatum.Many(items, count);
    }

    private void keep(List<OpcuaDatum> items, OpcuaDatum datum) {
        if (items.size() < limits.items() && kept < KEPT_MAX && !cursor.failed()) {
            items.add(datum);
            kept++;
        }
    }

    private OpcuaDatum one(OpcuaTypes.Field field) {
        return switch (field.kind()) {
            case BOOLEAN -> truth();
            case BYTE -> OpcuaDatum.Whole.of(cursor.u8());
            case UINT32 -> OpcuaDatum.Whole.of(cursor.u32());
            case INT32 -> OpcuaDatum.Whole.of(cursor.i32());
            case DOUBLE -> new OpcuaDatum.Real(Double.longBitsToDouble(cursor.i64()), false);
            case STRING -> text(cursor.string());
            case DATETIME -> text(cursor.dateTime());
            case BYTESTRING -> text(cursor.hex());
            case NODEID -> text(cursor.nodeId());
            case EXPANDEDNODEID -> text(cursor.expandedNodeId());
            case STATUSCODE -> status(cursor.i32());
            case QUALIFIEDNAME -> text(cursor.qualifiedName());
            case LOCALIZEDTEXT -> text(cursor.localizedText());
            case EXTENSIONOBJECT -> extensionObject();
            case VARIANT -> variant();
            case DATAVALUE -> dataValue();
            case DIAGNOSTICINFO -> diagnosticInfo();
            case SECRET -> text(cursor.skipString() > 0 ? "present" : "");
            case SECRETNODEID -> {
                cursor.skipNodeId();
                yield OpcuaTexts.NOTHING;
            }
            case CERTIFICATE -> certificate();
            case ENUMERATION -> types.named(field.typeName(), cursor.i32());
            case STRUCTURE -> named(field.typeName());
        };
    }

    private OpcuaDatum named(String typeName) {
        OpcuaTypes.Type type = types.byName(typeName);
        if (type == null) {
            throw new IllegalStateException("no structure " + typeName + " in the table");
        }
        return structure(type);
    }

    private static OpcuaDatum text(String text) {
        return text.isEmpty() ? OpcuaTexts.NOTHING : new OpcuaDatum.Text(text);
    }

    private OpcuaDatum truth() {
        return cursor.u8() != 0 ? OpcuaDatum.Truth.TRUE : OpcuaDatum.Truth.FALSE;
    }

    private static OpcuaDatum status(int code) {
        return code == OpcuaStatus.GOOD ? OpcuaDatum.Status.GOOD : new OpcuaDatum.Status(code);
    }

    private OpcuaDatum certificate() {
        int from = cursor.at() + 4;
        int size = cursor.skipString();
        return text(size <= 0 ? "" : OpcuaCertificates.subject(cursor.bytes(), from, size));
    }

    /** A structure with its type in front (OPC 10000-6 5.2.2.15); one that is not in the table is its type's name. */
    public OpcuaDatum extensionObject() {
        int before = cursor.at();
        int number = cursor.standardNumber();
        int after = cursor.at();
        int encoding = cursor.u8();
        if (encoding == 0 || cursor.failed()) {
            return OpcuaTexts.NOTHING;
        }
        int size = cursor.i32();
        int from = cursor.at();
        if (size == -1) {
            size = 0;
        }
        cursor.skip(size);
        if (cursor.failed()) {
            return OpcuaTexts.NOTHING;
        }
        OpcuaTypes.Type type = encoding == 1 && number > 0 ? types.byEncoding(number) : null;
        if (type == null) {
            OpcuaCursor name = new OpcuaCursor(limits.textChars()).over(cursor.bytes(), before, after);
            return new OpcuaDatum.Text("(" + name.expandedNodeId() + ", " + size + " bytes)");
        }
        return inside(type, from, size);
    }

    /** Reads {@code size} bytes as a structure; the cursor stands behind them and goes on there. */
    private OpcuaDatum inside(OpcuaTypes.Type type, int from, int size) {
        if (!enter()) {
            return OpcuaTexts.NOTHING;
        }
        OpcuaReader within = new OpcuaReader(limits);
        within.depth = depth;
        within.kept = kept;
        within.cursor.over(cursor.bytes(), from, from + size);
        OpcuaDatum.Structure structure = within.structure(type);
        depth--;
        kept = within.kept;
        if (within.tooDeep) {
            tooDeep = true;
            cursor.fail();
        } else if (within.cursor.failed()) {
            // an older or a vendor's edition of the structure: its length says where to go on
            return new OpcuaDatum.Text("(" + type.name() + ", " + size + " bytes)");
        }
        return structure;
    }

    /** A value of any built-in type, or an array of them in any number of dimensions (5.2.2.16). */
    public OpcuaDatum variant() {
        int encoding = cursor.u8();
        int type = encoding & 0x3F;
        if (encoding == 0 || !enter()) {
            return OpcuaTexts.NOTHING;
        }
        OpcuaDatum value;
        if (type == 0) {
            cursor.fail();
            value = OpcuaTexts.NOTHING;
        } else if ((encoding & ARRAY) == 0) {
            value = builtIn(type);
        } else {
            value = elements(type);
            if ((encoding & DIMENSIONS) != 0) {
                cursor.skip(4 * cursor.count());
            }
        }
        depth--;
        return value;
    }

    private OpcuaDatum elements(int type) {
        int count = cursor.count();
        List<OpcuaDatum> items = new ArrayList<>(Math.min(count, 64));
        for (int index = 0; index < count && !cursor.failed(); index++) {
            keep(items, builtIn(type));
        }
        return count == 0 ? OpcuaDatum.Many.NONE : new OpcuaDatum.Many(items, count);
    }

    /** A value of a built-in type by its number (5.1.2, table 1). */
    private OpcuaDatum builtIn(int type) {
        return switch (type) {
            case 1 -> truth();
            case 2 -> OpcuaDatum.Whole.of((byte) cursor.u8());
            case 3 -> OpcuaDatum.Whole.of(cursor.u8());
            case 4 -> OpcuaDatum.Whole.of((short) cursor.u16());
            case 5 -> OpcuaDatum.Whole.of(cursor.u16());
            case 6 -> OpcuaDatum.Whole.of(cursor.i32());
            case 7 -> OpcuaDatum.Whole.of(cursor.u32());
            case 8 -> OpcuaDatum.Whole.of(cursor.i64());
            case 9 -> unsigned(cursor.i64());
            case 10 -> new OpcuaDatum.Real(Float.intBitsToFloat(cursor.i32()), true);
            case 11 -> new OpcuaDatum.Real(Double.longBitsToDouble(cursor.i64()), false);
            case 12, 16 -> text(cursor.string());
            case 13 -> text(cursor.dateTime());
            case 14 -> text(cursor.guid());
            case 17 -> text(cursor.nodeId());
            case 18 -> text(cursor.expandedNodeId());
            case 19 -> status(cursor.i32());
            case 20 -> text(cursor.qualifiedName());
            case 21 -> text(cursor.localizedText());
            case 22 -> extensionObject();
            case 23 -> dataValue();
            case 24 -> variant();
            case 25 -> diagnosticInfo();
            default -> text(cursor.hex()); // byte strings, and 26 to 31, which the standard reserves as such
        };
    }

    private static OpcuaDatum unsigned(long number) {
        return number < 0 ? new OpcuaDatum.Text(Long.toUnsignedString(number)) : OpcuaDatum.Whole.of(number);
    }

    /** A value with status and times (5.2.2.17). */
    public OpcuaDatum dataValue() {
        if (!enter()) {
            return OpcuaTexts.NOTHING;
        }
        int mask = cursor.u8();
        OpcuaDatum value = (mask & 1) != 0 ? variant() : OpcuaTexts.NOTHING;
        int status = (mask & 2) != 0 ? cursor.i32() : OpcuaStatus.GOOD;
        cursor.skip(((mask & 4) != 0 ? 8 : 0) + ((mask & 0x10) != 0 ? 2 : 0));
        cursor.skip(((mask & 8) != 0 ? 8 : 0) + ((mask & 0x20) != 0 ? 2 : 0));
        depth--;
        return new OpcuaDatum.Sample(value, status);
    }

    /** What a server says about an error (5.2.2.12); only its texts and inner codes are kept. */
    public OpcuaDatum diagnosticInfo() {
        if (!enter()) {
            return OpcuaTexts.NOTHING;
        }
        int mask = cursor.u8();
        cursor.skip(4 * Integer.bitCount(mask & 0x0F));
        StringBuilder text = new StringBuilder();
        if ((mask & 0x10) != 0) {
            text.append(cursor.string());
        }
        if ((mask & 0x20) != 0) {
            text.append(text.isEmpty() ? "" : ", ").append(OpcuaStatus.name(cursor.i32()));
        }
        if ((mask & 0x40) != 0) {
            text.append(text.isEmpty() ? "" : ", ").append(diagnosticInfo().text());
        }
        depth--;
        return text(OpcuaTexts.bounded(text.toString()));
    }
}
