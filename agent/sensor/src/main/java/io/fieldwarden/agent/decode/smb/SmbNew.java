package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import org.jspecify.annotations.Nullable;

/** SMB 2 and 3 (MS-SMB2 2.2.1): walks through the messages of a chain and pairs answers with requests. */
final class SmbNew {
    static final int HEADER = 64;

    private static final int RESPONSE = 1;
    private static final int ASYNC = 2;
    private static final int PENDING = 0x103;
    private static final int CANCEL = 12;
    private static final int OPLOCK_BREAK = 18;

    private final SmbFacts facts;
    private final SmbOutstanding outstanding;
    private final SmbHandles trees;
    private final SmbNewRequests requests;
    private final SmbNewAnswers answers;

    SmbNew(SmbFacts facts, SmbOutstanding outstanding) {
        this.facts = facts;
        this.outstanding = outstanding;
        SmbLimits limits = facts.limits();
        trees = new SmbHandles(limits.trees());
        SmbHandles files = new SmbHandles(limits.files());
        SmbHandles pipes = new SmbHandles(limits.files());
        requests = new SmbNewRequests(facts, outstanding, files, pipes);
        answers = new SmbNewAnswers(facts, outstanding, trees, files);
    }

    boolean messages(Direction from, Window bytes, long atNanos) {
        int at = 0;
        for (int count = 0; count < facts.limits().chained(); count++) {
            if (bytes.length() - at < HEADER || bytes.u16le(at + 4) != HEADER || !SmbFrame.isMagic(bytes, at)) {
                String detail = "header at " + at + " of " + bytes.length() + " bytes, expected 64 bytes";
                facts.anomaly(SmbAnomaly.BAD_HEADER, detail, atNanos);
                return count > 0;
            }
            long next = bytes.i32le(at + 20) & 0xFFFF_FFFFL;
            if (next != 0 && (next < HEADER || (next & 7) != 0)) {
                String detail = "next message after " + next + " bytes, expected a multiple of 8 from 64";
                facts.anomaly(SmbAnomaly.BAD_CHAIN, detail, atNanos);
                return true;
            }
            int end = next == 0 ? bytes.length() : (int) Math.min(bytes.length(), at + next);
            message(from, new Window().over(bytes, at, end - at), atNanos);
            if (next == 0) {
                return true;
            }
            if (at + next > bytes.length() - HEADER) {
                return true; // beyond what is read of one message
            }
            at += (int) next;
        }
        return true;
    }

    private void message(Direction from, Window bytes, long atNanos) {
        int command = bytes.u16le(12);
        int flags = bytes.i32le(16);
        long id = bytes.i64le(24);
        if ((flags & RESPONSE) == 0) {
            if (command == CANCEL) {
                return; // never answered (MS-SMB2 3.3.5.16); what it ends is
            }
            outstanding.asks(from);
            SmbRequest request = new SmbRequest(command, SmbNames.command(command), SmbNames.access(command), atNanos);
            if ((flags & ASYNC) == 0) {
                request.scope = trees.name(bytes.i32le(36) & 0xFFFF_FFFFL);
            }
            requests.read(bytes, command, request);
            outstanding.add(id, request);
            return;
        }
        int status = bytes.i32le(8);
        if (status == PENDING && (flags & ASYNC) != 0) {
            return;
        }
        SmbRequest request = find(id, command);
        if (request == null) {
            if (command != OPLOCK_BREAK) {
                outstanding.asks(from.opposite());
                SmbRequest answer =
                        new SmbRequest(command, SmbNames.command(command), SmbNames.access(command), atNanos);
                answers.read(bytes, command, status, answer);
                outstanding.unasked(answer, status);
            }
            return;
        }
        outstanding.remove(id);
        answers.read(bytes, command, status, request);
        outstanding.answered(request, status);
    }

    /** The request of an answer; SMB 1 may have asked for SMB 2 (MS-SMB2 3.3.5.3.1). */
    private @Nullable SmbRequest find(long id, int command) {
        SmbRequest request = outstanding.find(id);
        if (request == null && command == 0) {
            request = outstanding.find(SmbOld.NEGOTIATING);
            outstanding.remove(SmbOld.NEGOTIATING);
            return request;
        }
        return request != null && request.command == command ? request : null;
    }
}
