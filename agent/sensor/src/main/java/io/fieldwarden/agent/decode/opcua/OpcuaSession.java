package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCursor;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Locale;

/** One OPC UA connection: cuts the stream into chunks, puts messages together, sorts what can be read from what cannot. */
final class OpcuaSession implements ProtocolSession {
    private final OpcuaLimits limits;
    private final OpcuaFacts facts;
    private final OpcuaChannel channel;
    private final OpcuaHandshake handshake;
    private final OpcuaExchange exchange;
    private final OpcuaOpening opening;
    private final OpcuaCursor cursor;
    private final OpcuaSide originator;
    private final OpcuaSide responder;

    /** What all connections of a lane have in common. */
    record Shared(OpcuaRepeats repeats, OpcuaIdentities identities) {}

    OpcuaSession(Connection connection, OpcuaFacts facts, Shared shared, OpcuaLimits limits) {
        this.limits = limits;
        this.facts = facts;
        channel = new OpcuaChannel(facts);
        handshake = new OpcuaHandshake(facts, limits);
        exchange = new OpcuaExchange(facts, channel, shared, limits);
        opening = new OpcuaOpening(facts, channel, exchange, shared.identities(), limits);
        cursor = new OpcuaCursor(limits.textChars());
        originator = new OpcuaSide(limits, !connection.midstream());
        responder = new OpcuaSide(limits, !connection.midstream());
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        OpcuaSide side = side(from);
        int at = 0;
        if (!side.synchronised) {
            at = synchronise(side, bytes);
            if (!side.synchronised) {
                return at;
            }
        }
        while (at < bytes.length()) {
            int step = chunk(from, bytes, at, atNanos);
            if (step <= 0) {
                side.begun = step == Verdict.MALFORMED ? 0 : bytes.length() - at;
                return step != Verdict.MALFORMED && at > 0 ? Verdict.consumed(at) : step;
            }
            at += step;
        }
        side.begun = 0;
        return Verdict.consumed(at);
    }

    /** Where the first header stands; a verdict as long as there is none. */
    private int synchronise(OpcuaSide side, Window bytes) {
        int found = OpcuaFraming.boundary(bytes, limits.chunkBytes());
        if (found < 0 && bytes.length() < OpcuaLimits.HEADER) {
            return Verdict.need(OpcuaLimits.HEADER - bytes.length());
        }
        if (found >= 0) {
            side.synchronised = true;
            side.boundary = found == 0 && side.skipped == 0 && !side.complete;
            side.skipped = 0;
            return found;
        }
        side.skipped += bytes.length();
        return side.skipped > limits.resyncBytes() ? Verdict.MALFORMED : Verdict.consumed(bytes.length());
    }

    /** One chunk at {@code at}: how many bytes it has, or a verdict. */
    private int chunk(Direction from, Window bytes, int at, long atNanos) {
        int there = bytes.length() - at;
        if (there < OpcuaLimits.HEADER) {
            return Verdict.need(OpcuaLimits.HEADER - there);
        }
        facts.begin();
        int type = bytes.u24(at);
        int letter = bytes.u8(at + 3);
        int size = bytes.i32le(at + 4);
        if (!OpcuaFraming.isType(type)) {
            String detail = String.format(Locale.ROOT, "found 0x%06X, expected a message type", type);
            facts.anomaly(OpcuaAnomaly.BAD_MESSAGE_TYPE, detail, atNanos);
            return Verdict.MALFORMED;
        }
        if (size < OpcuaFraming.least(type) || size > limits.chunkBytes()) {
            String detail = "found size " + (size & 0xFFFF_FFFFL) + ", expected " + OpcuaFraming.least(type) + " to "
                    + limits.chunkBytes();
            facts.anomaly(OpcuaAnomaly.BAD_MESSAGE_SIZE, detail, atNanos);
            return Verdict.MALFORMED;
        }
        if (there < size) {
            return Verdict.need(size - there);
        }
        if (!OpcuaFraming.chunkPossible(type, letter)) {
            String detail = String.format(Locale.ROOT, "found chunk type 0x%02X, expected C, F or A", letter);
            facts.anomaly(OpcuaAnomaly.BAD_CHUNK_TYPE, detail, atNanos);
            return size;
        }
        whole(new Chunk(from, type, letter, at, at + size), bytes, atNanos);
        return size;
    }

    /** One chunk in the bytes shown. */
    private record Chunk(Direction from, int type, int letter, int at, int end) {
        int size() {
            return end - at;
        }
    }

    private void whole(Chunk chunk, Window bytes, long atNanos) {
        switch (chunk.type()) {
            case OpcuaFraming.MESSAGE, OpcuaFraming.CLOSE -> symmetric(chunk, bytes, atNanos);
            case OpcuaFraming.OPEN ->
                opening.read(
                        cursor.over(bytes, chunk.at() + OpcuaLimits.HEADER, chunk.end()),
                        side(chunk.from()),
                        chunk.from(),
                        atNanos);
            default -> unsecured(chunk, bytes, atNanos);
        }
    }

    /** Messages of the connection itself. */
    private void unsecured(Chunk chunk, Window bytes, long atNanos) {
        cursor.over(bytes, chunk.at() + OpcuaLimits.HEADER, chunk.end());
        switch (chunk.type()) {
            case OpcuaFraming.HELLO -> handshake.hello(cursor, chunk.from(), atNanos);
            case OpcuaFraming.ACKNOWLEDGE -> handshake.acknowledge(cursor, chunk.from(), atNanos);
            case OpcuaFraming.REVERSE_HELLO -> handshake.reverseHello(cursor, chunk.from(), atNanos);
            default -> {
                boolean open = exchange.anythingOpen();
                exchange.abandon(handshake.error(cursor, chunk.from(), open, atNanos));
            }
        }
        if (cursor.failed() || cursor.left() > 0) {
            OpcuaAnomaly anomaly = cursor.failed() ? OpcuaAnomaly.BODY_TOO_SHORT : OpcuaAnomaly.BODY_TOO_LONG;
            String found = "found " + chunk.size() + " bytes, expected ";
            facts.anomaly(anomaly, found + (cursor.failed() ? "more" : cursor.left() + " fewer"), atNanos);
        }
    }

    private void symmetric(Chunk chunk, Window bytes, long atNanos) {
        OpcuaSide side = side(chunk.from());
        boolean begins = side.boundary;
        side.boundary = chunk.letter() != 'C';
        long id = bytes.i32le(chunk.at() + 8) & 0xFFFF_FFFFL;
        if (channel.id() != 0 && id != channel.id()) {
            String detail = "found secure channel " + id + ", expected " + channel.id();
            facts.anomaly(OpcuaAnomaly.CHANNEL_MISMATCH, detail, atNanos);
        }
        channel.id(id);
        if (!readable(chunk, bytes, begins)) {
            if (channel.state() == OpcuaChannel.State.ENCRYPTED) {
                channel.encrypted(chunk.from(), chunk.size(), atNanos);
            }
            return;
        }
        sequence(side, bytes.i32le(chunk.at() + 16) & 0xFFFF_FFFFL, atNanos);
        part(chunk, side, bytes, atNanos);
    }

    /** Whether the channel's messages can be read; the first message that begins tells. */
    private boolean readable(Chunk chunk, Window bytes, boolean begins) {
        return switch (channel.state()) {
            case PLAIN, SIGNED -> true;
            case ENCRYPTED -> false;
            case UNSEEN, SECURED -> {
                boolean plain = OpcuaFraming.readable(bytes, chunk.at() + OpcuaLimits.SYMMETRIC);
                if (plain) {
                    channel.is(
                            channel.state() == OpcuaChannel.State.SECURED
                                    ? OpcuaChannel.State.SIGNED
                                    : OpcuaChannel.State.PLAIN);
                } else if (begins) {
                    channel.is(OpcuaChannel.State.ENCRYPTED);
                }
                yield plain;
            }
        };
    }

    private void sequence(OpcuaSide side, long number, long atNanos) {
        long expected = side.follows(number);
        if (expected >= 0) {
            String detail = "found sequence number " + number + ", expected " + expected;
            facts.anomaly(OpcuaAnomaly.SEQUENCE_NUMBER, detail, atNanos);
        }
    }

    /** Adds a chunk to its message; a whole message is read. */
    private void part(Chunk chunk, OpcuaSide side, Window bytes, long atNanos) {
        long requestId = bytes.i32le(chunk.at() + 20) & 0xFFFF_FFFFL;
        int from = chunk.at() + OpcuaLimits.SYMMETRIC;
        int to = Math.max(from, chunk.end() - channel.signature());
        if (side.assembling() && side.requestId() != requestId) {
            String detail = "found a chunk of request " + requestId + ", expected one of " + side.requestId();
            facts.anomaly(OpcuaAnomaly.INTERLEAVED_CHUNKS, detail, atNanos);
            side.forget();
        }
        if (chunk.letter() == 'A') {
            aborted(chunk.from(), requestId, cursor.over(bytes, from, to), atNanos);
            side.forget();
        } else if (chunk.letter() == 'F' && !side.assembling()) {
            exchange.message(
                    new OpcuaExchange.Body(bytes, from, to, requestId), chunk.from(), requestsSeen(chunk), atNanos);
        } else {
            assemble(chunk, side, new OpcuaExchange.Body(bytes, from, to, requestId), atNanos);
        }
    }

    private void assemble(Chunk chunk, OpcuaSide side, OpcuaExchange.Body part, long atNanos) {
        boolean fits = side.add(part.requestId(), part.bytes(), part.from(), part.to());
        if (!fits && !side.dropping) {
            side.dropping = true;
            String detail = "found more than " + limits.chunks() + " chunks or " + limits.messageBytes()
                    + " bytes of one message, expected fewer";
            facts.anomaly(OpcuaAnomaly.TOO_MANY_CHUNKS, detail, atNanos);
        }
        if (chunk.letter() != 'F') {
            return;
        }
        if (!side.dropping) {
            Window message = side.message();
            OpcuaExchange.Body body = new OpcuaExchange.Body(message, 0, message.length(), part.requestId());
            exchange.message(body, chunk.from(), requestsSeen(chunk), atNanos);
        }
        side.forget();
    }

    /** Whether all requests that the chunk could answer were seen. */
    private boolean requestsSeen(Chunk chunk) {
        return side(chunk.from().opposite()).complete;
    }

    /** A sender gives a message up half way (OPC 10000-6 6.7.3): an answer refuses its request. */
    private void aborted(Direction from, long requestId, OpcuaCursor body, long atNanos) {
        int code = body.i32();
        String reason = body.string();
        Outcome refused = Outcome.refused(code, OpcuaStatus.name(code));
        if (!exchange.refused(from.opposite(), requestId, refused)) {
            List<Attribute> told = new OpcuaAttributes(limits.attributes())
                    .add("error", refused.name())
                    .add("reason", reason)
                    .told();
            facts.operation(
                    OpcuaFacts.operation("aborted_message", Access.SESSION, told), from, Outcome.ONE_WAY, atNanos);
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        side(from).lost();
    }

    @Override
    public void timePassed(long atNanos) {
        handshake.before(atNanos - limits.answerNanos());
        exchange.before(atNanos - limits.answerNanos());
    }

    @Override
    public void close(long atNanos) {
        facts.begin();
        truncated(originator, atNanos);
        truncated(responder, atNanos);
        handshake.close();
        exchange.abandon(Outcome.UNANSWERED);
        channel.told(atNanos);
    }

    private void truncated(OpcuaSide side, long atNanos) {
        if (side.begun > 0) {
            String detail = "the connection ended after " + side.begun + " bytes of a message, expected more";
            facts.anomaly(OpcuaAnomaly.TRUNCATED, detail, atNanos);
            side.begun = 0;
        }
    }

    private OpcuaSide side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
