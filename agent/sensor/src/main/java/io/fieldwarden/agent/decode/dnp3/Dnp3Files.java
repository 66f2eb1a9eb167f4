package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.time.Instant;
import java.util.List;

/** Sequential file transfer: objects of group 70 (A.29). Keys that a file is opened with are never told. */
final class Dnp3Files {
    private static final int AUTHENTICATION = 2;
    private static final int COMMAND = 3;
    private static final int COMMAND_STATUS = 4;
    private static final int TRANSPORT = 5;
    private static final int TRANSPORT_STATUS = 6;
    private static final int DESCRIPTOR = 7;
    private static final int SPECIFICATION = 8;

    private static final String[] MODES = {"null", "read", "write", "append"};
    private static final String[] STATUSES = {
        "success",
        "permission_denied",
        "invalid_mode",
        "file_not_found",
        "file_locked",
        "too_many_open",
        "invalid_handle",
        "write_block_size",
        "comm_lost",
        "cannot_abort"
    };
    private static final String[] TRANSPORT_STATUSES = {"block_overrun", "last_block"};

    private final int textChars;

    Dnp3Files(Dnp3Limits limits) {
        textChars = limits.textChars();
    }

    static String statusName(int code) {
        if (code < STATUSES.length) {
            return STATUSES[code];
        }
        return code >= 16 && code < 18 ? TRANSPORT_STATUSES[code - 16] : "undefined_" + code;
    }

    /** The status of an object that has one; 0 if there is none or all is well. */
    static int status(Dnp3Headers item) {
        int at = item.variation() == COMMAND_STATUS ? 12 : item.variation() == TRANSPORT_STATUS ? 8 : -1;
        return at >= 0 && item.itemSize() > at ? item.bytes().u8(item.itemAt() + at) : 0;
    }

    /** Mode of an open command: 1 read, 2 write, 3 append; 0 if there is none. */
    static int mode(Dnp3Headers item) {
        boolean command = item.variation() == COMMAND && item.itemSize() >= 26;
        return command ? item.bytes().u16le(item.itemAt() + 20) : 0;
    }

    /** Puts what the current object says into attributes. */
    void describe(Dnp3Headers item, List<Attribute> attributes) {
        Window bytes = item.bytes();
        int at = item.itemAt();
        int size = item.itemSize();
        switch (item.variation()) {
            case AUTHENTICATION -> attributes.add(new Attribute("credentials", "true"));
            case COMMAND -> command(bytes, at, size, attributes);
            case COMMAND_STATUS -> commandStatus(bytes, at, size, attributes);
            case TRANSPORT -> transport(bytes, at, size, attributes);
            case TRANSPORT_STATUS -> transportStatus(bytes, at, size, attributes);
            case DESCRIPTOR -> descriptor(bytes, at, size, attributes);
            case SPECIFICATION -> name(Dnp3Values.text(bytes, at, size, textChars), attributes);
            default -> {
                // variation 1 names a file in an older way
            }
        }
    }

    private void command(Window bytes, int at, int size, List<Attribute> attributes) {
        if (size < 26) {
            return;
        }
        name(bytes, at, size, attributes);
        int mode = bytes.u16le(at + 20);
        attributes.add(new Attribute("file_mode", mode < MODES.length ? MODES[mode] : "undefined_" + mode));
        attributes.add(new Attribute("file_size", Long.toString(u32(bytes, at + 16))));
        attributes.add(new Attribute("file_permissions", Integer.toOctalString(bytes.u16le(at + 10) & 0x1FF)));
        if (bytes.i32le(at + 12) != 0) {
            attributes.add(new Attribute("credentials", "true"));
        }
        attributes.add(new Attribute("file_max_block", Integer.toString(bytes.u16le(at + 22))));
        attributes.add(new Attribute("file_request_id", Integer.toString(bytes.u16le(at + 24))));
    }

    private void name(Window bytes, int at, int size, List<Attribute> attributes) {
        int from = bytes.u16le(at);
        int length = bytes.u16le(at + 2);
        if (from + length <= size) {
            name(Dnp3Values.text(bytes, at + from, length, textChars), attributes);
        }
    }

    private static void name(String name, List<Attribute> attributes) {
        if (!name.isEmpty()) {
            attributes.add(new Attribute("file_name", name));
        }
    }

    private static void commandStatus(Window bytes, int at, int size, List<Attribute> attributes) {
        if (size < 13) {
            return;
        }
        attributes.add(new Attribute("file_handle", Long.toString(u32(bytes, at))));
        attributes.add(new Attribute("file_size", Long.toString(u32(bytes, at + 4))));
        attributes.add(new Attribute("file_max_block", Integer.toString(bytes.u16le(at + 8))));
        attributes.add(new Attribute("file_request_id", Integer.toString(bytes.u16le(at + 10))));
        attributes.add(new Attribute("file_status", statusName(bytes.u8(at + 12))));
    }

    private static void transport(Window bytes, int at, int size, List<Attribute> attributes) {
        if (size < 8) {
            return;
        }
        attributes.add(new Attribute("file_handle", Long.toString(u32(bytes, at))));
        block(bytes, at + 4, attributes);
        attributes.add(new Attribute("file_data_bytes", Integer.toString(size - 8)));
    }

    private static void transportStatus(Window bytes, int at, int size, List<Attribute> attributes) {
        if (size < 9) {
            return;
        }
        attributes.add(new Attribute("file_handle", Long.toString(u32(bytes, at))));
        block(bytes, at + 4, attributes);
        attributes.add(new Attribute("file_status", statusName(bytes.u8(at + 8))));
    }

    /** The highest bit says that it is the last. */
    private static void block(Window bytes, int at, List<Attribute> attributes) {
        int block = bytes.i32le(at);
        attributes.add(new Attribute("file_block", Integer.toString(block & 0x7FFF_FFFF)));
        if (block < 0) {
            attributes.add(new Attribute("file_last_block", "true"));
        }
    }

    private void descriptor(Window bytes, int at, int size, List<Attribute> attributes) {
        if (size < 20) {
            return;
        }
        name(bytes, at, size, attributes);
        attributes.add(new Attribute("file_type", bytes.u16le(at + 4) == 0 ? "directory" : "file"));
        attributes.add(new Attribute("file_size", Long.toString(u32(bytes, at + 6))));
        long millis = Dnp3Values.u48(bytes, at + 10);
        attributes.add(new Attribute("file_time", Instant.ofEpochMilli(millis).toString()));
        attributes.add(new Attribute("file_permissions", Integer.toOctalString(bytes.u16le(at + 16) & 0x1FF)));
        attributes.add(new Attribute("file_request_id", Integer.toString(bytes.u16le(at + 18))));
    }

    private static long u32(Window bytes, int at) {
        return bytes.i32le(at) & 0xFFFF_FFFFL;
    }
}
