package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The secure channel of a connection (OPC 10000-6 6.7): its policy, and whether its messages can be read. The mode is told
 * inside the encrypted part of the opening, so whether a channel only signs is seen by its first messages.
 */
final class OpcuaChannel {
    static final String POLICIES = "http://opcfoundation.org/UA/SecurityPolicy#";

    private static final long UNKNOWN = 0;

    private final OpcuaFacts facts;
    private State state = State.UNSEEN;
    private String policy = "";
    private long id = UNKNOWN;
    private final long[] messages = new long[2];
    private final long[] bytes = new long[2];

    /** What is known of its messages. */
    enum State {
        /** The opening was not seen. */
        UNSEEN,
        /** No security. */
        PLAIN,
        /** Opened with security: the next message shows whether it can be read. */
        SECURED,
        SIGNED,
        ENCRYPTED
    }

    OpcuaChannel(OpcuaFacts facts) {
        this.facts = facts;
    }

    State state() {
        return state;
    }

    long id() {
        return id;
    }

    void id(long newId) {
        id = newId;
    }

    /** It is opened or renewed. */
    void opened(String newPolicy, long atNanos) {
        if (!newPolicy.equals(policy) || state == State.UNSEEN) {
            told(atNanos);
            policy = newPolicy;
            state = newPolicy.equals(POLICIES + "None") ? State.PLAIN : State.SECURED;
        }
    }

    void is(State found) {
        state = found;
    }

    /** Bytes of signature at the end of every chunk (OPC 10000-7 6.6, by policy). */
    int signature() {
        if (state != State.SIGNED) {
            return 0;
        }
        return switch (policy.substring(Math.min(policy.length(), POLICIES.length()))) {
            case "Basic128Rsa15", "Basic256" -> 20;
            case "ECC_nistP384", "ECC_brainpoolP384r1" -> 48;
            case "ECC_curve25519", "ECC_curve448" -> 16;
            case "" -> 0;
            default -> 32;
        };
    }

    /** Whether the length of the signature is not known, so that bytes may follow a body. */
    boolean tailPossible() {
        return policy.isEmpty();
    }

    /** Counts a message that cannot be read; the first of a channel is told, the sum when it ends. */
    void encrypted(Direction from, int size, long atNanos) {
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        if (messages[0] + messages[1] == 0) {
            List<Attribute> first = new ArrayList<>();
            first.add(new Attribute("security_policy_uri", policy.isEmpty() ? "unknown" : policy));
            first.add(new Attribute("secure_channel_id", Long.toString(id)));
            first.add(new Attribute("message_size", Integer.toString(size)));
            facts.operation(
                    OpcuaFacts.operation("encrypted_message", Access.SESSION, first), from, Outcome.ONE_WAY, atNanos);
        }
        messages[side]++;
        bytes[side] += size;
    }

    /** Tells the sum of what could not be read. */
    void told(long atNanos) {
        if (messages[0] + messages[1] == 0) {
            return;
        }
        List<Attribute> sum = List.of(
                new Attribute("security_policy_uri", policy.isEmpty() ? "unknown" : policy),
                new Attribute("messages_from_originator", Long.toString(messages[0])),
                new Attribute("bytes_from_originator", Long.toString(bytes[0])),
                new Attribute("messages_from_responder", Long.toString(messages[1])),
                new Attribute("bytes_from_responder", Long.toString(bytes[1])));
        facts.operation(
                OpcuaFacts.operation("encrypted_messages", Access.SESSION, sum),
                Direction.FROM_ORIGINATOR,
                Outcome.ONE_WAY,
                atNanos);
        Arrays.fill(messages, 0);
        Arrays.fill(bytes, 0);
    }
}
