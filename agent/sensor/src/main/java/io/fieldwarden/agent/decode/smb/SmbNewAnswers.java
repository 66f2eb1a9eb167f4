package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import java.util.HexFormat;

/** Reads answers of SMB 2 and 3 (MS-SMB2 2.2.4 to 2.2.40). */
final class SmbNewAnswers {
    private static final int BODY = SmbNew.HEADER;

    private final SmbFacts facts;
    private final SmbOutstanding outstanding;
    private final SmbHandles trees;
    private final SmbHandles files;

    SmbNewAnswers(SmbFacts facts, SmbOutstanding outstanding, SmbHandles trees, SmbHandles files) {
        this.facts = facts;
        this.outstanding = outstanding;
        this.trees = trees;
        this.files = files;
    }

    void read(Window bytes, int command, int status, SmbRequest request) {
        int size = bytes.length() - BODY;
        switch (command) {
            case 0 -> negotiated(bytes, size, request);
            case 1 -> {
                if (size >= 8) {
                    int from = bytes.u16le(BODY + 4);
                    int to = Math.min(bytes.length(), from + bytes.u16le(BODY + 6));
                    facts.identity(
                            outstanding.client().opposite(),
                            SmbNtlm.answer(
                                    bytes, from, to, request, facts.limits().textChars()),
                            request.atNanos);
                }
                if (status == 0 && size >= 4 && (bytes.u16le(BODY + 2) & 3) != 0) {
                    request.add("guest", "true");
                }
            }
            case 3 -> {
                if (status == 0 && size >= 16) {
                    request.add("share_type", SmbNames.shareType(bytes.u8(BODY + 2)));
                    trees.put(bytes.i32le(36) & 0xFFFF_FFFFL, request.file);
                }
            }
            case 4 -> {
                if (status == 0) {
                    trees.remove(bytes.i32le(36) & 0xFFFF_FFFFL);
                }
            }
            case 5 -> {
                if (status == 0 && size >= 88) {
                    request.add("create_action", Integer.toString(bytes.i32le(BODY + 4)));
                    request.add("size", Long.toUnsignedString(bytes.i64le(BODY + 48)));
                    String name = request.file.isEmpty() ? "<share_root>" : request.file;
                    files.put(SmbNewRequests.handle(bytes, BODY + 64), name);
                }
            }
            case 8 -> {
                if (size >= 8 && status >>> 30 != 3) {
                    request.add("data_length", Integer.toUnsignedString(bytes.i32le(BODY + 4)));
                }
            }
            default -> {}
        }
    }

    private static void negotiated(Window bytes, int size, SmbRequest request) {
        if (size < 24) {
            return;
        }
        request.add("dialect", SmbNames.dialect(bytes.u16le(BODY + 4)));
        request.add("signing_required", Boolean.toString((bytes.u16le(BODY + 2) & 2) != 0));
        HexFormat hex = HexFormat.of();
        int at = BODY + 8;
        request.add(
                "server_guid",
                hex.toHexDigits(bytes.i32le(at)) + "-" + hex.toHexDigits((short) bytes.u16le(at + 4)) + "-"
                        + hex.toHexDigits((short) bytes.u16le(at + 6)) + "-"
                        + hex.toHexDigits((short) bytes.u16(at + 8)) + "-"
                        + hex.toHexDigits((short) bytes.u16(at + 10)) + hex.toHexDigits(bytes.i32(at + 12)));
    }
}
