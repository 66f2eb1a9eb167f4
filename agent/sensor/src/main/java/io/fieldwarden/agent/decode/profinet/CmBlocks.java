package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;

/** Reads the blocks of one call or answer (IEC 61158-6-10, clause 5.2): type, length, version, fields, big-endian. */
final class CmBlocks {
    /** A record that was read or written, in {@code bytes} of the call. */
    record RecordData(String point, int index, int at, int length) {}

    private static final int HEADER = 6;
    private static final int RECORD_HEADER = 64;

    final List<Attribute> attributes = new ArrayList<>();
    /** Who the sender says to be. */
    final List<Attribute> sender = new ArrayList<>();

    final List<RecordData> records = new ArrayList<>();
    /** Index of the first record, -1 if there is none. */
    int index;
    /** ControlCommand of the first control block, 0 if there is none. */
    int command;
    /** First status of a written record that is not 0. */
    int status;

    private final LinkFacts facts;
    private final ProfinetLimits limits;
    private int submodules;

    CmBlocks(LinkFacts facts, ProfinetLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    /** Reads blocks from {@code from} to {@code to}. */
    void read(Window bytes, int from, int to, long atNanos) {
        attributes.clear();
        sender.clear();
        records.clear();
        index = -1;
        command = 0;
        status = 0;
        submodules = 0;
        int at = from;
        for (int count = 0; at + HEADER <= to && count < limits.blocks(); count++) {
            int end = at + 4 + bytes.u16(at + 2);
            if (end > to) {
                String detail = "block " + LinkFacts.hex16(bytes.u16(at)) + " of " + (end - at)
                        + " bytes, expected at most " + (to - at);
                facts.anomaly(CmAnomaly.BLOCK_OVER_ARGUMENTS, detail, atNanos);
                break;
            }
            if (end - at < HEADER) {
                facts.anomaly(CmAnomaly.BLOCK_TOO_SHORT, "a block of " + (end - at) + " bytes, expected 6", atNanos);
                break;
            }
            at = block(bytes, at, end, to, atNanos);
        }
        if (submodules > 0) {
            say("expected_submodules", Integer.toString(submodules));
        }
    }

    /** Reads one block; returns where the next begins. */
    private int block(Window bytes, int at, int end, int to, long atNanos) {
        int type = bytes.u16(at);
        int least = least(type);
        if (end - at < least) {
            String detail =
                    "block " + LinkFacts.hex16(type) + " of " + (end - at) + " bytes, expected at least " + least;
            facts.anomaly(CmAnomaly.BLOCK_TOO_SHORT, detail, atNanos);
            return end;
        }
        switch (type) {
            case 0x0101 -> association(bytes, at, end);
            case 0x8101 -> say("cm_responder_mac", LinkFacts.hex(bytes, at + 26, 6));
            case 0x0102 -> {
                say("iocr_type", iocrType(bytes.u16(at + 6)));
                say("iocr_frame_id", LinkFacts.hex16(bytes.u16(at + 18)));
            }
            case 0x8102 -> say("iocr_frame_id", LinkFacts.hex16(bytes.u16(at + 10)));
            case 0x0104 -> modules(bytes, at, end);
            case 0x8104 -> say("module_diff_block", "present");
            case 0x0103, 0x8103 -> {
                // alarm relation: nothing people ask for
            }
            case 0x0008, 0x0009, 0x8008, 0x8009 -> {
                return record(bytes, at, end, to, type);
            }
            default -> control(bytes, at, end, type);
        }
        return end;
    }

    private static int least(int type) {
        return switch (type) {
            case 0x0101 -> 58;
            case 0x8101 -> 34;
            case 0x0102 -> 20;
            case 0x8102 -> 12;
            case 0x0104 -> 8;
            case 0x0008, 0x0009, 0x8008, 0x8009 -> RECORD_HEADER;
            case 0x0110, 0x0112, 0x0114, 0x0116, 0x0118, 0x8110, 0x8112, 0x8114, 0x8116, 0x8118 -> 32;
            default -> HEADER;
        };
    }

    private static String iocrType(int type) {
        return switch (type) {
            case 1 -> "input_cr";
            case 2 -> "output_cr";
            case 3 -> "multicast_provider_cr";
            case 4 -> "multicast_consumer_cr";
            default -> LinkFacts.hex16(type);
        };
    }

    private void association(Window bytes, int at, int end) {
        say("ar_type", CmNames.arType(bytes.u16(at + 6)));
        say("ar_uuid", RpcHeader.uuid(bytes, at + 8, false));
        say("session_key", Integer.toString(bytes.u16(at + 24)));
        say("cm_initiator_mac", LinkFacts.hex(bytes, at + 26, 6));
        int size = Math.min(bytes.u16(at + 56), end - at - 58);
        String name = LinkFacts.text(bytes, at + 58, size, limits.textChars());
        say("cm_initiator_station_name", name);
        if (!name.isEmpty()) {
            sender.add(new Attribute("name", name));
        }
        if (bytes.i32(at + 32) == 0xDEA0_0000) {
            ids(sender, bytes.u16(at + 46), bytes.u16(at + 44));
        }
    }

    /** Adds vendor and device id, and the vendor's name if we know it. */
    static void ids(List<Attribute> to, int vendor, int device) {
        if (!DcpNames.vendor(vendor).isEmpty()) {
            to.add(new Attribute("vendor", DcpNames.vendor(vendor)));
        }
        to.add(new Attribute("vendor_id", LinkFacts.hex16(vendor)));
        to.add(new Attribute("device_id", LinkFacts.hex16(device)));
    }

    private void modules(Window bytes, int at, int end) {
        if (bytes.u16(at + 6) >= 1 && at + 22 <= end) {
            String slot = LinkFacts.hex16(bytes.u16(at + 12));
            say("module", slot + " " + LinkFacts.hex32(bytes.i32(at + 14)));
            submodules += bytes.u16(at + 20);
        }
    }

    /** Header of a record to read or to write; what is written, or was read, follows it. */
    private int record(Window bytes, int at, int end, int to, int type) {
        int number = bytes.u16(at + 34);
        long size = bytes.u32(at + 36);
        boolean answer = type >= 0x8000;
        boolean write = (type & 0xFF) == 0x08;
        String point = bytes.u32(at + 24) + "/" + bytes.u16(at + 28) + "/" + bytes.u16(at + 30) + "/"
                + LinkFacts.hex16(number);
        if (index < 0) {
            index = number;
        }
        if (write && answer) {
            int result = bytes.i32(at + 44);
            status = status == 0 ? result : status;
            if (result != 0) {
                say("record_status", point + " " + PnioStatus.name(result));
            }
            return end;
        }
        if (!answer) {
            say("record", point + " " + CmNames.index(number));
        }
        boolean several = number == CmNames.MULTIPLE_WRITE && write;
        boolean carries = write ^ answer; // a write request and a read answer
        if (several || !carries) {
            return end;
        }
        int length = (int) Math.min(size, to - end);
        if (records.size() < limits.blocks()) {
            records.add(new RecordData(point, number, end, length));
        }
        return end + length + (-length & 3 & (end + length < to ? -1 : 0));
    }

    private void control(Window bytes, int at, int end, int type) {
        int kind = type & 0x7FFF;
        if (kind >= 0x0110 && kind <= 0x0118 && end - at >= 32) {
            int bits = bytes.u16(at + 28);
            if (type == kind) {
                command = bits;
                say("ar_uuid", RpcHeader.uuid(bytes, at + 8, false));
                say("session_key", Integer.toString(bytes.u16(at + 24)));
                say("control_command", CmNames.command(bits));
            } else {
                say("response_command", CmNames.command(bits));
            }
        } else {
            say("block_type", LinkFacts.hex16(type));
        }
    }

    private void say(String name, String value) {
        if (attributes.size() < limits.attributes()) {
            attributes.add(new Attribute(name, value));
        }
    }
}
