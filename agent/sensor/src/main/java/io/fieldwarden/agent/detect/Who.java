package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Whom a finding is about.
 *
 * @param originator who started it
 * @param responder whom it was done to, if anybody
 * @param protocol application protocol, empty if none is concerned
 * @param connectionId the conversation for the evidence, 0 if there is none
 */
public record Who(@Nullable Endpoint originator, @Nullable Endpoint responder, String protocol, long connectionId) {

    /** Nobody: the sensor itself. */
    public static final Who SENSOR = new Who(null, null, "", 0);

    /** The ends of a conversation as it was opened. */
    public static Who of(Connection connection) {
        return asked(connection, Direction.FROM_ORIGINATOR);
    }

    /** The ends of a conversation, {@code from} being the one that asked. */
    public static Who asked(Connection connection, Direction from) {
        return new Who(
                known(connection.end(from)),
                known(connection.end(from.opposite())),
                connection.protocol(),
                connection.id());
    }

    /** The same parties, of another protocol. */
    public Who over(String otherProtocol) {
        return new Who(originator, responder, otherProtocol, connectionId);
    }

    /** Address of the originator, if there is one. */
    public @Nullable Address originatorAddress() {
        return originator == null ? null : originator.address();
    }

    private static @Nullable Endpoint known(Endpoint end) {
        return end.equals(Endpoint.UNKNOWN) ? null : end;
    }

    /**
     * Two addresses in their roles.
     *
     * @param from who asks
     * @param to who is asked
     */
    public record Pair(Address from, Address to) {
        /** In words for a situation's key. */
        public String key() {
            return from + " > " + to;
        }
    }
}
