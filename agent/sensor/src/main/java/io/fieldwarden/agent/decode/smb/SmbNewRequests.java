package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import java.util.ArrayList;
import java.util.List;

/** Reads requests of SMB 2 and 3 (MS-SMB2 2.2.3 to 2.2.39). */
final class SmbNewRequests {
    private static final int BODY = SmbNew.HEADER;
    private static final int DIALECTS_MAX = 16;
    /** Rights that change something: write and append data, attributes, delete, owner, all of it (MS-SMB2 2.2.13.1.1). */
    private static final int CHANGING = 0x0001_0000 | 0x0004_0000 | 0x0008_0000 | 0x4000_0000 | 0x1000_0000 | 0x0156;

    private static final int DELETE_ON_CLOSE = 0x1000;
    private static final int RENAME_INFORMATION = 10;
    private static final int DISPOSITION_INFORMATION = 13;
    private static final int DISPOSITION_INFORMATION_EX = 64;
    private static final int PIPE_TRANSCEIVE = 0x0011C017;

    private final SmbFacts facts;
    private final SmbOutstanding outstanding;
    private final SmbHandles files;
    private final SmbHandles pipes;

    SmbNewRequests(SmbFacts facts, SmbOutstanding outstanding, SmbHandles files, SmbHandles pipes) {
        this.facts = facts;
        this.outstanding = outstanding;
        this.files = files;
        this.pipes = pipes;
    }

    void read(Window bytes, int command, SmbRequest request) {
        int size = bytes.length() - BODY;
        int most = facts.limits().textChars();
        switch (command) {
            case 0 -> dialects(bytes, size, request);
            case 1 -> {
                if (size >= 24) {
                    int from = bytes.u16le(BODY + 12);
                    int to = Math.min(bytes.length(), from + bytes.u16le(BODY + 14));
                    facts.identity(
                            outstanding.client(), SmbNtlm.request(bytes, from, to, request, most), request.atNanos);
                }
            }
            case 3 -> {
                if (size >= 8) {
                    request.file = SmbText.wide(bytes, bytes.u16le(BODY + 4), bytes.u16le(BODY + 6), most);
                    request.add("path", request.file);
                }
            }
            case 5 -> create(bytes, size, request, most);
            case 6 -> file(bytes, size, 8, request);
            case 8 -> {
                file(bytes, size, 16, request);
                if (size >= 32) {
                    request.add("length", Integer.toUnsignedString(bytes.i32le(BODY + 4)));
                    request.add("offset", Long.toUnsignedString(bytes.i64le(BODY + 8)));
                }
            }
            case 9 -> write(bytes, size, request);
            case 11 -> ioctl(bytes, size, request);
            case 14 -> {
                file(bytes, size, 8, request);
                if (size >= 32) {
                    request.add(
                            "search_pattern",
                            SmbText.wide(bytes, bytes.u16le(BODY + 24), bytes.u16le(BODY + 26), most));
                }
            }
            case 16 -> file(bytes, size, 24, request);
            case 17 -> set(bytes, size, request, most);
            default -> {}
        }
    }

    private static void dialects(Window bytes, int size, SmbRequest request) {
        if (size < 36) {
            return;
        }
        int count = Math.min(Math.min(DIALECTS_MAX, bytes.u16le(BODY + 2)), (size - 36) / 2);
        List<String> names = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            names.add(SmbNames.dialect(bytes.u16le(BODY + 36 + 2 * index)));
        }
        request.add("client_dialects", String.join(",", names));
    }

    private void create(Window bytes, int size, SmbRequest request, int most) {
        if (size < 56) {
            return;
        }
        int rights = bytes.i32le(BODY + 24);
        int disposition = bytes.i32le(BODY + 36);
        int options = bytes.i32le(BODY + 40);
        request.file = SmbText.wide(bytes, bytes.u16le(BODY + 44), bytes.u16le(BODY + 46), most);
        boolean pipe = request.scope.endsWith("IPC$");
        request.add("filename", request.file.isEmpty() && !pipe ? "<share_root>" : request.file);
        request.add("disposition", SmbNames.disposition(disposition));
        if ((options & DELETE_ON_CLOSE) != 0) {
            request.add("delete_on_close", "true");
        }
        if (pipe || (request.scope.isEmpty() && !SmbRpc.service(request.file).isEmpty())) {
            request.add("service", SmbRpc.service(request.file));
        } else if (disposition != 1 || (rights & CHANGING) != 0 || (options & DELETE_ON_CLOSE) != 0) {
            request.access = Access.WRITE;
        }
    }

    private String file(Window bytes, int size, int at, SmbRequest request) {
        if (size < at + 16) {
            return "";
        }
        request.file = files.name(handle(bytes, BODY + at));
        request.add("filename", request.file);
        return request.file;
    }

    /** A file id, both halves of it in one number. */
    static long handle(Window bytes, int at) {
        return bytes.i64le(at) * 31 + bytes.i64le(at + 8);
    }

    private void write(Window bytes, int size, SmbRequest request) {
        file(bytes, size, 16, request);
        if (size < 48) {
            return;
        }
        request.add("length", Integer.toUnsignedString(bytes.i32le(BODY + 4)));
        request.add("offset", Long.toUnsignedString(bytes.i64le(BODY + 8)));
        pipe(bytes, bytes.u16le(BODY + 2), bytes.i32le(BODY + 4), handle(bytes, BODY + 16), request);
    }

    private void ioctl(Window bytes, int size, SmbRequest request) {
        file(bytes, size, 8, request);
        if (size < 56) {
            return;
        }
        int code = bytes.i32le(BODY + 4);
        request.add("ioctl_function", "0x" + Integer.toHexString(code));
        if (code == PIPE_TRANSCEIVE) {
            pipe(bytes, bytes.i32le(BODY + 24), bytes.i32le(BODY + 28), handle(bytes, BODY + 8), request);
        }
    }

    private void pipe(Window bytes, int at, int size, long handle, SmbRequest request) {
        if (at >= BODY && at < bytes.length() && size > 0) {
            String bound = SmbRpc.read(bytes, at, Math.min(size, bytes.length() - at), request, pipes.name(handle));
            if (!bound.isEmpty()) {
                pipes.put(handle, bound);
            }
        }
    }

    private void set(Window bytes, int size, SmbRequest request, int most) {
        file(bytes, size, 16, request);
        if (size < 32 || bytes.u8(BODY + 2) != 1) {
            return;
        }
        int level = bytes.u8(BODY + 3);
        int at = bytes.u16le(BODY + 8);
        request.add("info_level", Integer.toString(level));
        if (level == RENAME_INFORMATION && bytes.length() - at >= 20 && at >= BODY) {
            request.add("rename", SmbText.wide(bytes, at + 20, Math.min(bytes.i32le(at + 16), 4_096), most));
        } else if ((level == DISPOSITION_INFORMATION || level == DISPOSITION_INFORMATION_EX)
                && at >= BODY
                && at < bytes.length()) {
            request.add("delete", Boolean.toString((bytes.u8(at) & 1) != 0));
        }
    }
}
