package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** A request, or the transfer it began; the outcome is told when the transfer ends. */
final class TftpSession implements ProtocolSession {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int DATA = 3;
    static final int ACK = 4;
    static final int ERROR = 5;
    static final int OPTIONS = 6;

    private final Connection connection;
    private final TftpLimits limits;
    private final TftpFacts facts;
    private final TftpTransfers transfers;

    TftpSession(Connection connection, ObservationSink observations, TftpTransfers transfers, TftpLimits limits) {
        this.connection = connection;
        this.transfers = transfers;
        this.limits = limits;
        facts = new TftpFacts(connection, observations);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        expire(atNanos);
        if (bytes.length() < 4) {
            facts.anomaly(TftpAnomaly.TOO_SHORT, bytes.length() + " bytes, expected at least 4", atNanos);
            return Verdict.consumed(bytes.length());
        }
        int opcode = bytes.u16(0);
        switch (opcode) {
            case READ, WRITE -> request(opcode, bytes, atNanos);
            case DATA, ACK, ERROR, OPTIONS -> transfer(opcode, bytes, atNanos);
            default -> facts.anomaly(TftpAnomaly.UNKNOWN_OPCODE, "opcode " + opcode + ", expected 1 to 6", atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    private void request(int opcode, Window bytes, long atNanos) {
        List<Attribute> attributes = TftpRequest.attributes(bytes, limits);
        if (attributes.isEmpty()) {
            facts.anomaly(TftpAnomaly.BAD_REQUEST, "expected a file name and a mode that end with 0", atNanos);
            return;
        }
        if (transfers.isFull()) {
            end(0, Outcome.UNANSWERED);
        }
        transfers.add(new TftpTransfers.Transfer(facts, opcode, attributes, connection, atNanos));
    }

    private void transfer(int opcode, Window bytes, long atNanos) {
        int index = transfers.find(connection);
        if (index < 0) {
            return; // its request was not seen, or has been told
        }
        TftpTransfers.Transfer transfer = transfers.get(index);
        transfer.lastNanos = atNanos;
        transfer.begun = true;
        if (opcode == ERROR) {
            int code = bytes.u16(2);
            end(index, Outcome.refused(code, error(code)));
        } else if (opcode == OPTIONS) {
            blockSize(transfer, bytes);
        } else if (opcode == DATA) {
            int size = bytes.length() - 4;
            transfer.bytes += size;
            if (size < transfer.blockSize) {
                end(index, Outcome.SUCCEEDED); // a short block is the last (RFC 1350 clause 6)
            }
        }
    }

    /** The server may have agreed to another size of blocks (RFC 2348). */
    private static void blockSize(TftpTransfers.Transfer transfer, Window bytes) {
        int at = 2;
        while (at < bytes.length()) {
            int option = TftpRequest.end(bytes, at);
            int value = option < 0 ? -1 : TftpRequest.end(bytes, option + 1);
            if (value < 0) {
                return;
            }
            boolean size = option - at == 7 && bytes.latin1(at, 7).equalsIgnoreCase("blksize");
            int agreed = 0;
            for (int digit = option + 1; size && digit < Math.min(value, option + 6); digit++) {
                agreed = 10 * agreed + Math.floorMod(bytes.u8(digit) - '0', 10);
            }
            transfer.blockSize = agreed >= 8 ? agreed : transfer.blockSize;
            at = value + 1;
        }
    }

    private void end(int index, Outcome outcome) {
        TftpTransfers.Transfer transfer = transfers.get(index);
        transfers.remove(index);
        List<Attribute> attributes = new ArrayList<>(transfer.attributes);
        attributes.add(new Attribute("size", Long.toString(transfer.bytes)));
        boolean read = transfer.opcode == READ;
        String name = read ? "read_request" : "write_request";
        Access access = read ? Access.READ : Access.WRITE;
        Operation operation = new Operation(TftpDecoder.PROTOCOL, transfer.opcode, name, access, "", null, attributes);
        transfer.facts.operation(operation, Direction.FROM_ORIGINATOR, outcome, transfer.askedNanos);
    }

    /** RFC 1350 appendix, RFC 2347. */
    private static String error(int code) {
        return switch (code) {
            case 0 -> "not_defined";
            case 1 -> "file_not_found";
            case 2 -> "access_violation";
            case 3 -> "disk_full";
            case 4 -> "illegal_operation";
            case 5 -> "unknown_transfer_id";
            case 6 -> "file_already_exists";
            case 7 -> "no_such_user";
            case 8 -> "option_negotiation_failed";
            default -> "error_" + code;
        };
    }

    private void expire(long atNanos) {
        for (int index = transfers.size() - 1; index >= 0; index--) {
            TftpTransfers.Transfer transfer = transfers.get(index);
            if (atNanos - transfer.lastNanos > limits.answerNanos()) {
                end(index, transfer.begun ? Outcome.ONE_WAY : Outcome.UNANSWERED);
            }
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        for (int index = transfers.size() - 1; index >= 0; index--) {
            TftpTransfers.Transfer transfer = transfers.get(index);
            if (transfer.facts == facts && !transfer.begun) {
                end(index, Outcome.UNANSWERED);
            }
        }
    }
}
