package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** SMB 1 (MS-CIFS 2.2.3, 2.2.4): pairs answers with requests by process and multiplex id. */
final class SmbOld {
    /** Key of an open negotiation. */
    static final long NEGOTIATING = Long.MIN_VALUE + 1;

    private static final int HEADER = 32;
    private static final int NEGOTIATE = 0x72;
    private static final int SESSION_SETUP = 0x73;
    private static final int TREE_CONNECT = 0x75;
    private static final int TREE_DISCONNECT = 0x71;
    private static final int NT_CREATE = 0xA2;
    private static final int NT_CANCEL = 0xA4;
    private static final int TRANSACTION = 0x25;
    private static final int TRANSACTION2 = 0x32;
    private static final int NO_ANDX = 0xFF;
    private static final int RESPONSE = 0x80;
    private static final int UNICODE = 0x8000;
    private static final int NT_STATUS = 0x4000;
    private static final int EXTENDED_SECURITY = 0x0800;
    private static final int CHAIN_MAX = 8;
    private static final int DIALECTS_MAX = 16;

    private final SmbFacts facts;
    private final SmbOutstanding outstanding;
    private final SmbHandles trees;
    private final SmbHandles files;
    private final int most;

    SmbOld(SmbFacts facts, SmbOutstanding outstanding) {
        this.facts = facts;
        this.outstanding = outstanding;
        most = facts.limits().textChars();
        trees = new SmbHandles(facts.limits().trees());
        files = new SmbHandles(facts.limits().files());
    }

    boolean message(Direction from, Window bytes, long atNanos) {
        if (bytes.length() < HEADER + 3) {
            facts.anomaly(SmbAnomaly.BAD_HEADER, bytes.length() + " bytes, expected at least 35", atNanos);
            return false;
        }
        int command = bytes.u8(4);
        boolean response = (bytes.u8(9) & RESPONSE) != 0;
        long key = command == NEGOTIATE
                ? NEGOTIATING
                : 0x1_0000_0000_0000L | (long) bytes.u16le(26) << 24 | (long) bytes.u16le(30) << 8 | command;
        if (!response) {
            outstanding.asks(from);
            SmbRequest request =
                    new SmbRequest(command, SmbNames.oldCommand(command), SmbNames.oldAccess(command), atNanos);
            request.add("smb_version", "1");
            request.scope = trees.name(bytes.u16le(24));
            chain(bytes, request, false, atNanos);
            if (command == NT_CANCEL) {
                outstanding.tell(request, Outcome.ONE_WAY);
            } else {
                outstanding.add(key, request);
            }
            return true;
        }
        SmbRequest request = outstanding.find(key);
        boolean asked = request != null;
        if (request == null) {
            request = new SmbRequest(command, SmbNames.oldCommand(command), SmbNames.oldAccess(command), atNanos);
            request.add("smb_version", "1");
            outstanding.asks(from.opposite());
        }
        outstanding.remove(key);
        chain(bytes, request, true, atNanos);
        int status = bytes.i32le(5);
        boolean nt = (bytes.u16le(10) & NT_STATUS) != 0;
        if (!asked) {
            outstanding.unasked(request, status);
        } else if (nt || status == 0) {
            outstanding.answered(request, status);
        } else {
            outstanding.refused(request, status >>> 16, error(status));
        }
        return true;
    }

    /** Error class and code of before NT. */
    private static String error(int status) {
        int code = status >>> 16;
        String family = (status & 0xFF) == 1 ? "DOS" : (status & 0xFF) == 2 ? "SRV" : "class" + (status & 0xFF) + "-";
        return family.equals("SRV") && code == 0x5B ? "SRV_BADUID" : family + code;
    }

    /** Walks through a chain of commands (MS-CIFS 2.2.3.4); each must lie after the one before. */
    private void chain(Window bytes, SmbRequest request, boolean response, long atNanos) {
        int command = bytes.u8(4);
        int at = HEADER;
        for (int count = 0; count < CHAIN_MAX; count++) {
            if (at >= bytes.length()) {
                return;
            }
            int words = bytes.u8(at);
            int data = at + 1 + 2 * words;
            if (data + 2 > bytes.length()) {
                if (words > 0 || count == 0) {
                    String detail =
                            words + " words at " + at + " of " + bytes.length() + " bytes, expected them inside";
                    facts.anomaly(SmbAnomaly.BAD_FIELD, detail, atNanos);
                }
                return;
            }
            int end = Math.min(bytes.length(), data + 2 + bytes.u16le(data));
            SmbOldPart part = new SmbOldPart(bytes, at + 1, words, data + 2, end);
            if (response) {
                answer(command, part, request, atNanos);
            } else {
                request(command, part, request, atNanos);
            }
            boolean chained = isChained(command) && words >= 2 && bytes.u8(at + 1) != NO_ANDX;
            if (!chained) {
                return;
            }
            int next = bytes.u16le(at + 3);
            if (next <= at || next >= bytes.length()) {
                if (next != 0 || !response) {
                    String detail =
                            "next command at " + next + ", expected " + (at + 1) + " to " + (bytes.length() - 1);
                    facts.anomaly(SmbAnomaly.BAD_CHAIN, detail, atNanos);
                }
                return;
            }
            command = bytes.u8(at + 1);
            if (!response) {
                request.add("andx_command", SmbNames.oldCommand(command));
            }
            at = next;
        }
    }

    private static boolean isChained(int command) {
        return command == SESSION_SETUP
                || command == 0x74
                || command == TREE_CONNECT
                || command == NT_CREATE
                || command == 0x24
                || (command >= 0x2D && command <= 0x2F);
    }

    private void request(int command, SmbOldPart part, SmbRequest request, long atNanos) {
        switch (command) {
            case NEGOTIATE -> request.add("client_dialects", String.join(",", dialects(part)));
            case SESSION_SETUP -> setup(part, request, atNanos);
            case TREE_CONNECT -> {
                int password = part.words() >= 4 ? part.word(3) : 0;
                SmbOldPart.Texts texts = part.texts(part.data() + password, most);
                request.file = texts.next();
                request.add("path", request.file);
                request.add("service", texts.nextNarrow());
            }
            case NT_CREATE -> create(part, request);
            case 0x2D -> file(part.texts(part.data(), most).next(), request);
            case 0x2E, 0x2F, 0x04 -> {
                int index = command == 0x04 ? 0 : 2;
                file(part.words() > index ? files.name(part.word(index)) : "", request);
                if (command == 0x2F && part.words() >= 12) {
                    request.add("length", Integer.toString(part.word(10)));
                }
            }
            case 0x00, 0x01, 0x06, 0x10 ->
                file(part.texts(part.data() + 1, most).next(), request);
            case 0x07 -> {
                SmbOldPart.Texts texts = part.texts(part.data() + 1, most);
                file(texts.next(), request);
                request.add("rename", texts.nextTagged());
            }
            case TRANSACTION -> transaction(part, request);
            case TRANSACTION2 -> {
                if (part.words() >= 15) {
                    request.add("sub_cmd", Integer.toString(part.word(14)));
                    request.access = part.word(14) == 6 || part.word(14) == 8 ? Access.WRITE : request.access;
                }
            }
            default -> {}
        }
    }

    private List<String> dialects(SmbOldPart part) {
        List<String> names = new ArrayList<>();
        int at = part.data();
        while (at + 1 < part.end() && names.size() < DIALECTS_MAX) {
            int size = SmbText.length(part.bytes(), at + 1, part.end(), false);
            names.add(SmbText.narrow(part.bytes(), at + 1, size, 64));
            at += 1 + size;
        }
        return names;
    }

    private void setup(SmbOldPart part, SmbRequest request, long atNanos) {
        boolean extended = part.words() == 12 && (part.flags2() & EXTENDED_SECURITY) != 0;
        if (extended) {
            int blob = Math.min(part.word(7), part.end() - part.data());
            int from = part.data();
            facts.identity(
                    outstanding.client(), SmbNtlm.request(part.bytes(), from, from + blob, request, most), atNanos);
            SmbOldPart.Texts texts = part.texts(from + blob, most);
            request.add("native_os", texts.next());
            request.add("native_lm", texts.next());
        } else if (part.words() == 13) {
            int passwords = part.word(7) + part.word(8);
            SmbOldPart.Texts texts = part.texts(part.data() + passwords, most);
            String user = texts.next();
            request.add("username", user);
            request.add("domainname", texts.next());
            request.add("native_os", texts.next());
            request.add("native_lm", texts.next());
            if (user.isEmpty()) {
                request.add("anonymous", "true");
            }
        }
    }

    private void create(SmbOldPart part, SmbRequest request) {
        if (part.words() < 24) {
            return;
        }
        int disposition = part.bytes().i32le(part.parameters() + 35);
        file(part.texts(part.data(), most).next(), request);
        request.add("disposition", SmbNames.disposition(disposition));
        String service = SmbRpc.service(request.file);
        request.add("service", service);
        request.access = disposition != 1 && service.isEmpty() ? Access.WRITE : Access.READ;
    }

    private void transaction(SmbOldPart part, SmbRequest request) {
        if (part.words() < 14) {
            return;
        }
        String name = part.texts(part.data(), most).next();
        request.add("name", name);
        request.add("service", SmbRpc.service(name));
        int at = part.word(12);
        int size = part.word(11);
        if (part.words() >= 16 && at >= part.data() && at < part.bytes().length() && size > 0) {
            long pipe = 0x1_0000L | part.word(15);
            String bound = SmbRpc.read(
                    part.bytes(), at, Math.min(size, part.bytes().length() - at), request, files.name(pipe));
            if (!bound.isEmpty()) {
                files.put(pipe, bound);
            }
        }
    }

    private static void file(String name, SmbRequest request) {
        request.file = name;
        request.add("filename", name);
    }

    private void answer(int command, SmbOldPart part, SmbRequest request, long atNanos) {
        switch (command) {
            case NEGOTIATE -> {
                if (part.words() > 0) {
                    String[] offered = request.value("client_dialects").split(",", DIALECTS_MAX + 1);
                    int chosen = part.word(0);
                    request.add("dialect", chosen < offered.length ? offered[chosen] : Integer.toString(chosen));
                }
            }
            case SESSION_SETUP -> {
                int blob = part.words() >= 4 ? Math.min(part.word(3), part.end() - part.data()) : 0;
                int from = part.data();
                facts.identity(
                        outstanding.client().opposite(),
                        SmbNtlm.answer(part.bytes(), from, from + blob, request, most),
                        atNanos);
                SmbOldPart.Texts texts = part.texts(from + blob, most);
                request.add("server_native_os", texts.next());
                request.add("server_native_lm", texts.next());
                if (part.words() >= 3 && (part.word(2) & 1) != 0) {
                    request.add("guest", "true");
                }
            }
            case TREE_CONNECT -> {
                SmbOldPart.Texts texts = part.texts(part.data(), most);
                request.add("share_type", texts.nextNarrow());
                request.add("native_file_system", texts.next());
                trees.put(part.bytes().u16le(24), request.file);
            }
            case TREE_DISCONNECT -> trees.remove(part.bytes().u16le(24));
            case NT_CREATE -> {
                if (part.words() >= 34) {
                    files.put(part.bytes().u16le(part.parameters() + 5), request.file);
                    request.add("size", Long.toUnsignedString(part.bytes().i64le(part.parameters() + 55)));
                }
            }
            default -> {}
        }
    }

    static boolean isUnicode(int flags2) {
        return (flags2 & UNICODE) != 0;
    }
}
