package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCursor;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the connection itself: hello, acknowledge, error, reverse hello (OPC 10000-6 7.1.2.3 to 7.1.2.6). */
final class OpcuaHandshake {
    private final OpcuaFacts facts;
    private final OpcuaLimits limits;
    private @Nullable Operation hello;
    private Direction from = Direction.FROM_ORIGINATOR;
    private long helloNanos;

    OpcuaHandshake(OpcuaFacts facts, OpcuaLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    private OpcuaAttributes attributes() {
        return new OpcuaAttributes(limits.attributes());
    }

    void hello(OpcuaCursor cursor, Direction side, long atNanos) {
        close();
        OpcuaAttributes told = buffers(attributes(), cursor).add("endpoint_url", url("endpoint URL", cursor, atNanos));
        hello = OpcuaFacts.operation("hello", Access.SESSION, told.told());
        from = side;
        helloNanos = atNanos;
    }

    void acknowledge(OpcuaCursor cursor, Direction side, long atNanos) {
        OpcuaAttributes answer = attributes();
        buffers(answer, cursor);
        Operation asked = hello;
        hello = null;
        if (asked == null || side == from) {
            Operation told = OpcuaFacts.operation("acknowledge", Access.SESSION, answer.told());
            facts.operation(told, side, Outcome.ONE_WAY, atNanos);
            return;
        }
        OpcuaAttributes both = attributes().after(asked.attributes());
        for (Attribute attribute : answer.told()) {
            both.add("acknowledged_" + attribute.name(), attribute.value());
        }
        Operation told = OpcuaFacts.operation("hello", Access.SESSION, both.told());
        facts.operation(told, from, Outcome.SUCCEEDED, helloNanos);
    }

    /** An error ends the connection: what it refuses is the hello or, told by the caller, what is open. */
    Outcome error(OpcuaCursor cursor, Direction side, boolean anythingOpen, long atNanos) {
        int code = cursor.i32();
        String reason = url("reason", cursor, atNanos);
        Outcome refused = Outcome.refused(code, OpcuaStatus.name(code));
        Operation asked = hello;
        hello = null;
        if (asked != null && side != from) {
            List<Attribute> told =
                    attributes().after(asked.attributes()).add("reason", reason).told();
            facts.operation(OpcuaFacts.operation("hello", Access.SESSION, told), from, refused, helloNanos);
        } else if (!anythingOpen) {
            List<Attribute> told = attributes()
                    .add("error", refused.name())
                    .add("reason", reason)
                    .told();
            facts.operation(OpcuaFacts.operation("error", Access.SESSION, told), side, Outcome.ONE_WAY, atNanos);
        }
        return refused;
    }

    void reverseHello(OpcuaCursor cursor, Direction side, long atNanos) {
        String server = url("server URI", cursor, atNanos);
        List<Attribute> told = attributes()
                .add("server_uri", server)
                .add("endpoint_url", url("endpoint URL", cursor, atNanos))
                .told();
        facts.operation(OpcuaFacts.operation("reverse_hello", Access.SESSION, told), side, Outcome.ONE_WAY, atNanos);
    }

    private static OpcuaAttributes buffers(OpcuaAttributes told, OpcuaCursor cursor) {
        told.add("protocol_version", Long.toString(cursor.u32()));
        told.add("receive_buffer_size", Long.toString(cursor.u32()));
        told.add("send_buffer_size", Long.toString(cursor.u32()));
        told.add("max_message_size", Long.toString(cursor.u32()));
        return told.add("max_chunk_count", Long.toString(cursor.u32()));
    }

    private String url(String what, OpcuaCursor cursor, long atNanos) {
        int before = cursor.at();
        String text = cursor.string();
        int size = cursor.at() - before - 4;
        if (!cursor.failed() && size > OpcuaLimits.URL_MAX) {
            String detail = "found " + what + " of " + size + " bytes, expected at most " + OpcuaLimits.URL_MAX;
            facts.anomaly(OpcuaAnomaly.OVERLONG_TEXT, detail, atNanos);
        }
        return text;
    }

    /** A hello that waits since before {@code nanos} is unanswered. */
    void before(long nanos) {
        if (hello != null && helloNanos < nanos) {
            close();
        }
    }

    void close() {
        Operation asked = hello;
        hello = null;
        if (asked != null) {
            facts.operation(asked, from, Outcome.UNANSWERED, helloNanos);
        }
    }
}
