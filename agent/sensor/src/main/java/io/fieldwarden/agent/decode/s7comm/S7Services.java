package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads jobs that are no reads or writes of variables: set-up, program transfer, start and stop. */
final class S7Services {
    static final int DOWNLOAD_BLOCK = 0x1B;
    static final int DOWNLOAD_ENDED = 0x1C;
    private static final int PI_SERVICE = 0x28;
    private static final int TEXT_MAX = 64;
    private static final int BLOCKS_MAX = 32;

    private final List<Attribute> attributes = new ArrayList<>();
    private Window bytes = new Window();
    private int at;
    private int end;
    private boolean cut;

    /** Whether the last job ended before its fields did. */
    boolean isCut() {
        return cut;
    }

    boolean isKnown(int function) {
        return !name(function).startsWith("unknown");
    }

    private static String name(int function) {
        return switch (function) {
            case 0x00 -> "cpu_services";
            case S7Jobs.READ_VAR -> "read_var";
            case S7Jobs.WRITE_VAR -> "write_var";
            case 0x1A -> "request_download";
            case DOWNLOAD_BLOCK -> "download_block";
            case DOWNLOAD_ENDED -> "download_ended";
            case 0x1D -> "start_upload";
            case 0x1E -> "upload";
            case 0x1F -> "end_upload";
            case PI_SERVICE -> "pi_service";
            case 0x29 -> "plc_stop";
            case 0xF0 -> "setup_communication";
            default -> String.format(Locale.ROOT, "unknown_0x%02x", function);
        };
    }

    private static Access access(int function) {
        return switch (function) {
            case S7Jobs.READ_VAR, 0x1D, 0x1E -> Access.READ;
            case S7Jobs.WRITE_VAR -> Access.WRITE;
            case 0x1A, DOWNLOAD_BLOCK, DOWNLOAD_ENDED -> Access.CONFIGURE;
            case 0x1F, 0xF0 -> Access.SESSION;
            default -> Access.EXECUTE;
        };
    }

    /** What an answer shows to have been asked. */
    Operation unasked(int function) {
        return new Operation(S7Decoder.PROTOCOL, function, name(function), access(function), "", null, List.of());
    }

    /** Reads the parameters of a job, at least its function. */
    Operation read(Window from, int start, int length) {
        bytes = from;
        at = start;
        end = start + length;
        cut = false;
        attributes.clear();
        int function = bytes.u8(start);
        if (function == PI_SERVICE) {
            return invocation();
        }
        switch (function) {
            case 0xF0 -> setup();
            case 0x1A -> download(true);
            case DOWNLOAD_BLOCK, DOWNLOAD_ENDED -> download(false);
            case 0x1D -> startUpload();
            case 0x1E, 0x1F -> uploadId();
            case 0x29 -> stop();
            default -> {
                // nothing more is known of it
            }
        }
        return new Operation(S7Decoder.PROTOCOL, function, name(function), access(function), "", null, attributes);
    }

    private void attribute(String key, String value) {
        attributes.add(new Attribute(key, value));
    }

    private boolean there(int size) {
        cut |= at + size > end;
        return !cut;
    }

    private void setup() {
        if (there(8)) {
            attribute("maxamq_calling", Integer.toString(bytes.u16(at + 2)));
            attribute("maxamq_called", Integer.toString(bytes.u16(at + 4)));
            attribute("pdu_length", Integer.toString(bytes.u16(at + 6)));
        }
    }

    private void uploadId() {
        if (there(8)) {
            attribute("functionstatus", Integer.toString(bytes.u8(at + 1)));
            attribute("uploadid", Long.toString(bytes.u32(at + 4)));
        }
    }

    private void startUpload() {
        uploadId();
        fileName();
    }

    /** Function, status, eight bytes, then the name of the block; a request has the lengths of the block behind it. */
    private void download(boolean lengths) {
        if (!there(9)) {
            return;
        }
        attribute("functionstatus", Integer.toString(bytes.u8(at + 1)));
        int behind = fileName();
        if (lengths && behind > 0 && behind + 14 <= end && bytes.u8(behind) >= 13) {
            attribute("loadmem_len", number(bytes.latin1(behind + 2, 6)));
            attribute("mc7code_len", number(bytes.latin1(behind + 8, 6)));
        }
    }

    /** Length and name at the ninth byte; index behind it, 0 if it is not there. */
    private int fileName() {
        if (!there(9) || !there(9 + bytes.u8(at + 8))) {
            return 0;
        }
        int length = bytes.u8(at + 8);
        int start = at + 9;
        attribute("filename", text(start, length));
        if (length == 9 && bytes.u8(start) == '_' && bytes.u8(start + 1) == '0') {
            block(start + 2, start + 3, start + 8);
        }
        return start + length;
    }

    private void block(int type, int number, int destination) {
        attribute("block_type", S7Names.blockType(bytes.u8(type)));
        attribute("block_number", number(bytes.latin1(number, 5)));
        attribute("dest_filesys", S7Names.fileSystem(bytes.u8(destination)));
    }

    /** Digits without leading zeros, so that a block is called the same everywhere. */
    static String number(String digits) {
        String shorter = digits.replaceFirst("^0+(?=.)", "");
        return shorter.chars().allMatch(letter -> letter >= '0' && letter <= '9') ? shorter : digits;
    }

    private void stop() {
        if (there(7) && there(7 + bytes.u8(at + 6))) {
            attribute("servicename", text(at + 7, bytes.u8(at + 6)));
        }
    }

    /** Function, seven bytes, length and parameter block, length and name of the service. */
    private Operation invocation() {
        String service = "";
        int block = 0;
        int length = 0;
        if (there(10)) {
            length = bytes.u16(at + 8);
            block = at + 10;
            if (there(11 + length) && there(11 + length + bytes.u8(block + length))) {
                service = text(block + length + 1, bytes.u8(block + length));
                attribute("servicename", service);
            }
        }
        if (!cut) {
            arguments(service, block, length);
        }
        String clean = service.replaceFirst("^_", "").toLowerCase(Locale.ROOT);
        String called = clean.matches("[a-z0-9_]{1,16}") ? "pi_service_" + clean : "pi_service";
        return new Operation(S7Decoder.PROTOCOL, PI_SERVICE, called, access(service), "", null, attributes);
    }

    private static Access access(String service) {
        return switch (service) {
            case "_INSE", "_DELE", "_MODU", "_GARB", "_N_DELE", "_N_CHAN" -> Access.CONFIGURE;
            default -> Access.EXECUTE;
        };
    }

    /** Arguments of services that never carry a password; those of a numerical control can. */
    private void arguments(String service, int block, int length) {
        switch (service) {
            case "_INSE", "_DELE" -> {
                int count = length == 0 ? 0 : Math.min(bytes.u8(block), BLOCKS_MAX);
                StringBuilder blocks = new StringBuilder();
                for (int index = 0; index < count && 2 + 8 * (index + 1) <= length; index++) {
                    int start = block + 2 + 8 * index;
                    blocks.append(blocks.isEmpty() ? "" : ",")
                            .append(S7Names.blockType(bytes.u8(start + 1)))
                            .append(number(text(start + 2, 5)));
                }
                attribute("block_cnt", Integer.toString(count));
                attribute("blocks", blocks.toString());
            }
            case "P_PROGRAM" -> {
                String argument = text(block, length).strip();
                attribute("argument", argument);
                attribute("start", argument.startsWith("C") ? "cold_restart" : "warm_restart");
            }
            case "_MODU", "_GARB" -> attribute("argument", text(block, length));
            default -> attribute("parameterblock_len", Integer.toString(length));
        }
    }

    private String text(int start, int length) {
        return bytes.latin1(start, Math.min(length, TEXT_MAX));
    }
}
