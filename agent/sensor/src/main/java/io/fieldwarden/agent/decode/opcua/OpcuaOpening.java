package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCertificates;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaCursor;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTypes;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** Opens and renews secure channels (OPC 10000-6 6.7.4): policy, certificates, channel and token. */
final class OpcuaOpening {
    /** Stands for the request id of an opening that is encrypted. */
    private static final long UNREADABLE = 1L << 32;

    private final OpcuaFacts facts;
    private final OpcuaChannel channel;
    private final OpcuaExchange exchange;
    private final OpcuaIdentities identities;
    private final OpcuaLimits limits;

    OpcuaOpening(
            OpcuaFacts facts,
            OpcuaChannel channel,
            OpcuaExchange exchange,
            OpcuaIdentities identities,
            OpcuaLimits limits) {
        this.facts = facts;
        this.channel = channel;
        this.exchange = exchange;
        this.identities = identities;
        this.limits = limits;
    }

    /** Reads from behind the message's header to the cursor's end. */
    void read(OpcuaCursor cursor, OpcuaSide side, Direction from, long atNanos) {
        long id = cursor.u32();
        OpcuaAttributes security = new OpcuaAttributes(limits.attributes());
        int before = cursor.at();
        String policy = cursor.string();
        if (cursor.at() - before - 4 > OpcuaLimits.POLICY_MAX) {
            String detail = "found a policy of " + (cursor.at() - before - 4) + " bytes, expected at most 255";
            facts.anomaly(OpcuaAnomaly.OVERLONG_TEXT, detail, atNanos);
        }
        security.add("security_policy_uri", policy);
        certificate(cursor, security, from, atNanos);
        security.add("receiver_certificate_thumbprint", cursor.hex());
        if (cursor.failed()) {
            facts.anomaly(OpcuaAnomaly.BODY_TOO_SHORT, "found no end of the security header, expected one", atNanos);
            return;
        }
        channel.opened(policy, atNanos);
        side.boundary = true;
        if (channel.state() == OpcuaChannel.State.PLAIN) {
            long sequence = cursor.u32();
            long requestId = cursor.u32();
            side.restart();
            side.follows(sequence);
            Window bytes = cursor.bytes();
            plain(
                    new OpcuaExchange.Body(bytes, cursor.at(), cursor.at() + cursor.left(), requestId),
                    security,
                    from,
                    atNanos);
        } else {
            encrypted(id, security, from, atNanos);
        }
    }

    private void certificate(OpcuaCursor cursor, OpcuaAttributes security, Direction from, long atNanos) {
        int at = cursor.at() + 4;
        int size = cursor.skipString();
        if (size > 0) {
            String subject = OpcuaCertificates.subject(cursor.bytes(), at, size);
            String thumbprint = OpcuaCertificates.thumbprint(cursor.bytes(), at, size);
            security.add("sender_certificate_subject", subject);
            security.add("sender_certificate_thumbprint", thumbprint);
            identities.certificate(subject, thumbprint, facts, from, atNanos);
        }
    }

    private void plain(OpcuaExchange.Body body, OpcuaAttributes security, Direction from, long atNanos) {
        int encoding = exchange.begin(body);
        if (encoding == OpcuaService.OPEN_SECURE_CHANNEL.code) {
            OpcuaRequest read = exchange.request(OpcuaService.OPEN_SECURE_CHANNEL);
            exchange.judge(body, "open_secure_channel", atNanos);
            read.operation().attributes().forEach(field -> security.add(field.name(), field.value()));
            open(body.requestId(), read, security.told(), from, atNanos);
        } else {
            exchange.message(body, from, false, atNanos);
            OpcuaTypes.Type type = OpcuaTypes.standard().byEncoding(encoding);
            if (encoding == OpcuaService.OPEN_SECURE_CHANNEL.answer() && type != null) {
                token(body, type);
            }
        }
    }

    /** The channel the server has given. */
    private void token(OpcuaExchange.Body body, OpcuaTypes.Type type) {
        OpcuaDatum.Structure answer = exchange.response(body, type);
        if (answer.field("SecurityToken") instanceof OpcuaDatum.Structure token) {
            channel.id(token.number("ChannelId"));
        }
    }

    private void open(long requestId, OpcuaRequest read, List<Attribute> attributes, Direction from, long atNanos) {
        Operation asked = read.operation();
        Operation operation =
                new Operation(asked.protocol(), asked.code(), asked.name(), asked.access(), "", null, attributes);
        OpcuaRequest request = new OpcuaRequest(read.service(), operation, read.fields(), List.of());
        exchange.open(requestId, new OpcuaOutstanding.Open(request, from, atNanos), atNanos);
    }

    /** Only the outer fields can be read: who asks is who comes first. */
    private void encrypted(long id, OpcuaAttributes security, Direction from, long atNanos) {
        if (exchange.refused(from.opposite(), UNREADABLE, Outcome.SUCCEEDED)) {
            channel.id(id);
            return;
        }
        security.add("request_type", id == 0 ? "Issue" : "Renew");
        open(UNREADABLE, OpcuaRequests.unread(OpcuaService.OPEN_SECURE_CHANNEL), security.told(), from, atNanos);
    }
}
