package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import java.util.Locale;

/** Block functions: which blocks there are, and what a CPU says of one. */
final class S7BlockInfo {
    private static final int COUNT_SIZE = 4;
    private static final int TYPES_MAX = 64;
    private static final int INFO = 78;

    void request(Window bytes, int at, int length, int function, List<Attribute> attributes) {
        if (function == S7UserFunction.LIST_BLOCKS_OF_TYPE && length >= 2) {
            attributes.add(new Attribute("blocktype", S7Names.blockType(bytes.u8(at + 1))));
        } else if (function == S7UserFunction.GET_BLOCK_INFO && length >= 8) {
            attributes.add(new Attribute("blocktype", S7Names.blockType(bytes.u8(at + 1))));
            attributes.add(new Attribute("block_number", S7Services.number(bytes.latin1(at + 2, 5))));
            attributes.add(new Attribute("filesys", S7Names.fileSystem(bytes.u8(at + 7))));
        }
    }

    void answer(Window bytes, int at, int length, int function, List<Attribute> attributes) {
        if (function == S7UserFunction.LIST_BLOCKS_OF_TYPE) {
            attributes.add(new Attribute("block_count", Integer.toString(length / COUNT_SIZE)));
        } else if (function == S7UserFunction.GET_BLOCK_INFO && length >= INFO) {
            attributes.add(new Attribute("block_lang", Integer.toString(bytes.u8(at + 10))));
            attributes.add(new Attribute("subblk_type", Integer.toString(bytes.u8(at + 11))));
            attributes.add(new Attribute("block_num", Integer.toString(bytes.u16(at + 12))));
            attributes.add(new Attribute("load_mem_len", Long.toString(bytes.u32(at + 14))));
            attributes.add(new Attribute("blocksecurity", Long.toString(bytes.u32(at + 18))));
            attributes.add(new Attribute("mc7_len", Integer.toString(bytes.u16(at + 40))));
            attributes.add(new Attribute("author", text(bytes, at + 42)));
            attributes.add(new Attribute("family", text(bytes, at + 50)));
            attributes.add(new Attribute("headername", text(bytes, at + 58)));
            int version = bytes.u8(at + 66);
            attributes.add(new Attribute("headerversion", (version >> 4) + "." + (version & 0xF)));
            attributes.add(new Attribute("checksum", String.format(Locale.ROOT, "0x%04x", bytes.u16(at + 68))));
        }
    }

    private static String text(Window bytes, int at) {
        String text = bytes.latin1(at, 8);
        int zero = text.indexOf(0);
        return (zero < 0 ? text : text.substring(0, zero)).strip();
    }

    /** Tells how many blocks of each type there are: type as two characters, number. */
    void counts(Window bytes, int at, int length, S7Facts facts, long atNanos) {
        int types = Math.min(length / COUNT_SIZE, TYPES_MAX);
        for (int type = 0; type < types; type++) {
            int from = at + type * COUNT_SIZE;
            Points points = Points.named("cpu/blocks/" + S7Names.blockType(bytes.u8(from + 1)));
            Values count = new Values.Numbers(new double[] {bytes.u16(from + 2)});
            facts.values(ValueSeen.Way.READ, points, count, atNanos);
        }
    }
}
