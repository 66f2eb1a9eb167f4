package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls and answers between two ports. */
final class CmSession implements ProtocolSession {
    /** Five numbers before the blocks: maximum or status, length, and the array's maximum, offset and count. */
    private static final int ARGUMENTS = 20;

    private final LinkFacts facts;
    private final CmCalls calls;
    private final ProfinetLimits limits;
    private final RpcHeader header = new RpcHeader();
    private final CmBlocks blocks;
    private final Window body = new Window();

    CmSession(LinkFacts facts, CmCalls calls, ProfinetLimits limits) {
        this.facts = facts;
        this.calls = calls;
        this.limits = limits;
        this.blocks = new CmBlocks(facts, limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        facts.begin();
        int there = bytes.length();
        if (there < RpcHeader.LENGTH || bytes.u8(0) != 4) {
            String detail = there + " bytes, version " + bytes.u8(0) + ", expected at least 80 and 4";
            facts.anomaly(CmAnomaly.HEADER_TOO_SHORT, detail, atNanos);
            return Verdict.consumed(there);
        }
        header.read(bytes);
        int length = header.fragmentLength;
        if (length > there - RpcHeader.LENGTH) {
            String detail = "fragment length " + length + ", expected at most " + (there - RpcHeader.LENGTH);
            facts.anomaly(CmAnomaly.LENGTH_OVER_DATAGRAM, detail, atNanos);
            length = there - RpcHeader.LENGTH;
        }
        if (header.pnio < 0) {
            return Verdict.consumed(there); // another interface of the same mapper
        }
        if (whole(body.over(bytes, RpcHeader.LENGTH, length), atNanos)) {
            message(from, atNanos);
        }
        return Verdict.consumed(there);
    }

    /** Whether {@link #body} is all of a message: fragments are put together first. */
    private boolean whole(Window piece, long atNanos) {
        boolean carries = header.type == RpcHeader.REQUEST || header.type == RpcHeader.RESPONSE;
        boolean alone = !header.fragment || (header.last && header.fragmentNumber == 0);
        if (!carries || alone) {
            return true;
        }
        byte[] all = calls.piece(key(), header, piece, atNanos);
        if (all == null) {
            String detail = "fragment " + header.fragmentNumber + " of call " + header.sequence
                    + ", expected all of at most " + limits.fragmentBytes() + " bytes in order";
            facts.anomaly(CmAnomaly.FRAGMENTS_LOST, detail, atNanos);
            return false;
        }
        body.over(all);
        return all.length > 0;
    }

    private void message(Direction from, long atNanos) {
        switch (header.type) {
            case RpcHeader.REQUEST -> request(from, atNanos);
            case RpcHeader.RESPONSE -> response(from, atNanos);
            case RpcHeader.FAULT, RpcHeader.REJECT -> fault(from, atNanos);
            default -> {
                if (header.type > RpcHeader.LAST_TYPE) {
                    String detail = "packet type " + header.type + ", expected at most 10";
                    facts.anomaly(CmAnomaly.UNKNOWN_PACKET_TYPE, detail, atNanos);
                }
                // ping, working, acknowledgements: the call is still open
            }
        }
    }

    private CmCalls.Key key() {
        return new CmCalls.Key(header.activityHigh, header.activityLow, header.sequence);
    }

    private void request(Direction from, long atNanos) {
        if (!CmNames.isDefined(header.pnio, header.operation)) {
            String detail = "operation " + header.operation + ", expected a defined one";
            facts.anomaly(CmAnomaly.UNKNOWN_OPERATION, detail, atNanos);
        }
        blocks.read(body, 0, 0, atNanos);
        if (header.pnio > 0) {
            arguments("ArgsMaximum", atNanos);
        }
        List<Attribute> attributes = head();
        attributes.addAll(blocks.attributes);
        Operation operation = operation(attributes);
        if (!blocks.sender.isEmpty()) {
            facts.identity(from, CmDecoder.PROTOCOL, blocks.sender, atNanos);
        }
        List<CmCalls.Written> written = new ArrayList<>();
        for (CmBlocks.RecordData record : blocks.records) {
            written.add(new CmCalls.Written(record.point(), hex(record)));
        }
        CmCalls.Call call = new CmCalls.Call(facts, from, operation, blocks.index, List.copyOf(written), atNanos);
        if (!calls.add(key(), call)) {
            String detail = "expected at most " + limits.openCalls() + " calls open";
            facts.anomaly(CmAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
        }
    }

    private Operation operation(List<Attribute> attributes) {
        String name = CmNames.operation(header.pnio, header.operation);
        Access access = CmNames.access(header.pnio, header.operation);
        if (header.pnio > 0 && blocks.index >= 0 && CmNames.isIdentification(blocks.index)) {
            access = access == Access.READ ? Access.IDENTIFY : Access.CONFIGURE;
        }
        if (header.pnio > 0 && header.operation == CmNames.CONTROL && (blocks.command & 0x41) == 0) {
            access = Access.SESSION; // ready for something: changes nothing
        }
        Points points = null;
        if (!blocks.records.isEmpty()) {
            points = blocks.records.size() == 1
                    ? Points.named(blocks.records.getFirst().point())
                    : null;
        }
        return new Operation(CmDecoder.PROTOCOL, header.operation, name, access, "", points, attributes);
    }

    private List<Attribute> head() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("object_uuid", header.objectUuid()));
        attributes.add(new Attribute("interface_uuid", header.interfaceUuid()));
        attributes.add(new Attribute("activity_uuid", header.activityUuid()));
        attributes.add(new Attribute("sequence_number", Integer.toUnsignedString(header.sequence)));
        attributes.add(new Attribute("interface_version", Integer.toUnsignedString(header.interfaceVersion)));
        attributes.add(new Attribute("fragment_length", Integer.toString(header.fragmentLength)));
        return attributes;
    }

    /** Reads the numbers before the blocks and the blocks; returns the first of them, which an answer gives as its status. */
    private int arguments(String first, long atNanos) {
        if (body.length() < ARGUMENTS) {
            String detail = body.length() + " bytes from " + first + ", expected at least " + ARGUMENTS;
            facts.anomaly(CmAnomaly.ARGUMENTS_TOO_SHORT, detail, atNanos);
            return 0;
        }
        long length = header.i32(body, 4) & 0xFFFF_FFFFL;
        int end = (int) Math.min(body.length(), ARGUMENTS + length);
        if (ARGUMENTS + length > body.length()) {
            String detail = "ArgsLength " + length + ", expected at most " + (body.length() - ARGUMENTS);
            facts.anomaly(CmAnomaly.ARGUMENTS_OVER_DATA, detail, atNanos);
        }
        blocks.read(body, ARGUMENTS, end, atNanos);
        return header.i32(body, 0);
    }

    private void response(Direction from, long atNanos) {
        blocks.read(body, 0, 0, atNanos);
        int status = header.pnio > 0 ? arguments("PNIOStatus", atNanos) : 0;
        int decisive = status != 0 ? status : blocks.status;
        Outcome outcome = decisive == 0 ? Outcome.SUCCEEDED : Outcome.refused(decisive, PnioStatus.name(decisive));
        CmCalls.Call call = calls.take(key());
        settle(from, call, outcome, atNanos);
        if (header.pnio == 0) {
            facts.identity(from, CmDecoder.PROTOCOL, CmRecords.annotation(body, header), atNanos);
        } else if (header.isObject() && decisive == 0) {
            List<Attribute> ids = new ArrayList<>();
            CmBlocks.ids(ids, header.vendorId(), header.deviceId());
            facts.identity(from, CmDecoder.PROTOCOL, ids, atNanos);
        }
        for (CmBlocks.RecordData record : blocks.records) {
            List<Attribute> plate = CmRecords.identity(record.point(), body, record.at(), record.length());
            if (!plate.isEmpty()) {
                facts.identity(from, CmDecoder.PROTOCOL, plate, atNanos);
            }
            if (record.length() > 0) {
                facts.text(ValueSeen.Way.READ, record.point(), hex(record), atNanos);
            }
        }
    }

    private void settle(Direction from, CmCalls.@Nullable Call call, Outcome outcome, long atNanos) {
        List<Attribute> answer = new ArrayList<>();
        answer.add(new Attribute("response_fragment_length", Integer.toString(header.fragmentLength)));
        answer.add(new Attribute("server_boot_time", Integer.toUnsignedString(header.bootTime)));
        answer.addAll(blocks.attributes);
        if (call == null) {
            List<Attribute> attributes = head();
            attributes.addAll(answer.subList(1, answer.size()));
            Outcome told = outcome.kind() == Outcome.Kind.REFUSED ? outcome : Outcome.ONE_WAY;
            facts.operation(from.opposite(), operation(attributes), told, atNanos);
            return;
        }
        Operation old = call.operation();
        Operation whole = new Operation(
                old.protocol(),
                old.code(),
                old.name(),
                old.access(),
                old.scope(),
                old.points(),
                LinkFacts.joined(old.attributes(), answer));
        call.facts().operation(call.from(), whole, outcome, call.atNanos());
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            CmCalls.written(call);
        }
    }

    private void fault(Direction from, long atNanos) {
        blocks.read(body, 0, 0, atNanos);
        int status = body.length() >= 4 ? header.i32(body, 0) : 0;
        settle(from, calls.take(key()), Outcome.refused(status, CmNames.fault(status)), atNanos);
    }

    private String hex(CmBlocks.RecordData record) {
        return LinkFacts.hex(body, record.at(), Math.min(record.length(), limits.textChars() / 2));
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // every datagram stands for itself
    }

    @Override
    public void timePassed(long atNanos) {
        calls.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        calls.close(facts);
    }
}
