package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Cotp;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The transport connection: who is called by which TSAP, and whether it is taken (X.224 clauses 6.5 to 6.7). */
final class S7Connect {
    private static final int CONNECT_CODE = 0x0E;
    private static final int DISCONNECT_CODE = 0x08;

    private final S7Facts facts;
    private @Nullable Operation asked;
    private Direction from = Direction.FROM_ORIGINATOR;
    private long askedNanos;
    private int reference;
    /** A confirmation that came before its request, as it can when both are handed on at once. */
    private @Nullable Operation confirmation;

    private Direction confirmer = Direction.FROM_RESPONDER;
    private int confirmed;
    private long confirmedNanos;

    S7Connect(S7Facts facts) {
        this.facts = facts;
    }

    /** Takes any PDU that is no data. */
    void pdu(Cotp cotp, Window bytes, Direction sender, long atNanos) {
        switch (cotp.type()) {
            case Cotp.CONNECTION_REQUEST -> {
                answered(Outcome.UNANSWERED);
                asked = operation(cotp, bytes);
                from = sender;
                askedNanos = atNanos;
                reference = cotp.sourceReference();
                if (confirmation != null && confirmer != sender && confirmed == reference) {
                    confirmation = null;
                    answered(Outcome.SUCCEEDED);
                }
            }
            case Cotp.CONNECTION_CONFIRM -> confirmed(cotp, bytes, sender, atNanos);
            case Cotp.DISCONNECT_REQUEST -> disconnect(cotp, sender, atNanos);
            case Cotp.DISCONNECT_CONFIRM, Cotp.EXPEDITED_DATA -> {}
            case Cotp.ERROR -> answered(Outcome.refused(0, "tpdu_error"));
            default -> {
                String detail = String.format(Locale.ROOT, "PDU type 0x%02x, expected one of class 0", cotp.type());
                facts.anomaly(S7Anomaly.UNEXPECTED_COTP_PDU, detail, atNanos);
            }
        }
    }

    private void confirmed(Cotp cotp, Window bytes, Direction sender, long atNanos) {
        if (asked != null) {
            answered(Outcome.SUCCEEDED);
            return;
        }
        unasked();
        confirmation = operation(cotp, bytes);
        confirmer = sender;
        confirmed = cotp.destinationReference();
        confirmedNanos = atNanos;
    }

    /** Tells a confirmation whose request was not seen. */
    private void unasked() {
        Operation operation = confirmation;
        if (operation != null) {
            facts.operation(confirmer.opposite(), operation, Outcome.ONE_WAY, confirmedNanos);
            confirmation = null;
        }
    }

    private void disconnect(Cotp cotp, Direction sender, long atNanos) {
        String cause = cause(cotp.reason());
        if (asked != null && sender != from) {
            answered(Outcome.refused(cotp.reason(), cause));
            return;
        }
        List<Attribute> attributes = List.of(new Attribute("cause", cause));
        Operation operation = new Operation(
                S7Decoder.PROTOCOL, DISCONNECT_CODE, "cotp_disconnect", Access.SESSION, "", null, attributes);
        facts.operation(sender, operation, Outcome.ONE_WAY, atNanos);
    }

    private void answered(Outcome outcome) {
        Operation operation = asked;
        if (operation != null) {
            facts.operation(from, operation, outcome, askedNanos);
            asked = null;
        }
    }

    /** Tells a request that nobody answered, and a confirmation that nobody asked for. */
    void unanswered() {
        answered(Outcome.UNANSWERED);
        unasked();
    }

    /** Whether {@code atNanos} is too late for an answer. */
    void timePassed(long atNanos) {
        if (asked != null && atNanos - askedNanos > facts.limits.answerNanos()) {
            answered(Outcome.UNANSWERED);
        }
        if (confirmation != null && atNanos - confirmedNanos > facts.limits.answerNanos()) {
            unasked();
        }
    }

    private Operation operation(Cotp cotp, Window bytes) {
        List<Attribute> attributes = new ArrayList<>();
        tsap("src_tsap", bytes, cotp.callingTsap(), cotp.callingTsapLength(), attributes);
        tsap("dst_tsap", bytes, cotp.calledTsap(), cotp.calledTsapLength(), attributes);
        int at = cotp.calledTsap();
        String scope = "";
        if (cotp.calledTsapLength() == 2 && bytes.u8(at) < 0x20) {
            int place = bytes.u8(at + 1);
            attributes.add(new Attribute("connection_type", connectionType(bytes.u8(at))));
            scope = "rack " + (place >> 5) + " slot " + (place & 0x1F);
        }
        return new Operation(S7Decoder.PROTOCOL, CONNECT_CODE, "cotp_connect", Access.SESSION, scope, null, attributes);
    }

    /** A TSAP as text if it is one, else as a hexadecimal number. */
    private void tsap(String name, Window bytes, int at, int length, List<Attribute> attributes) {
        if (length == 0) {
            return;
        }
        int shown = Math.min(length, 32);
        StringBuilder text = new StringBuilder();
        boolean readable = true;
        for (int index = at; index < at + shown; index++) {
            readable &= bytes.u8(index) >= ' ' && bytes.u8(index) < 0x7F;
        }
        if (readable) {
            text.append(bytes.latin1(at, shown));
        } else {
            text.append("0x");
            for (int index = at; index < at + shown; index++) {
                text.append(String.format(Locale.ROOT, "%02x", bytes.u8(index)));
            }
        }
        attributes.add(new Attribute(name, text.toString()));
    }

    private static String connectionType(int type) {
        return switch (type) {
            case 1 -> "pg";
            case 2 -> "op";
            case 3 -> "basic";
            default -> Integer.toString(type);
        };
    }

    /** X.224 13.5.3 (d). */
    private static String cause(int reason) {
        return switch (reason) {
            case 0 -> "reason_not_specified";
            case 1 -> "congestion_at_tsap";
            case 2 -> "session_entity_not_attached_to_tsap";
            case 3 -> "address_unknown";
            case 128 -> "normal_disconnect";
            case 129 -> "remote_transport_entity_congestion";
            case 130 -> "connection_negotiation_failed";
            case 131 -> "duplicate_source_reference";
            case 132 -> "mismatched_references";
            case 133 -> "protocol_error";
            case 135 -> "reference_overflow";
            case 136 -> "connection_request_refused";
            case 138 -> "header_or_parameter_length_invalid";
            default -> Integer.toString(reason);
        };
    }
}
