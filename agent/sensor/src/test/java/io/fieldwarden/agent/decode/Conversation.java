package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One connection as a test plays it: keeps the unconsumed bytes of both directions as the transport layer does. */
public final class Conversation {
    private static final int CLIENT_PORT = 50_000;

    public final Connection connection;
    public final List<Observation> observations = new ArrayList<>();
    private final ProtocolSession session;
    private final byte[][] pending = {new byte[0], new byte[0]};
    private long nowNanos = 1_000_000_000L;
    private boolean malformed;

    /** A conversation that {@code decoder} has recognised. */
    public Conversation(ProtocolDecoder decoder, Transport transport, int port) {
        this(decoder, connection(transport, port, false), List.of());
    }

    public Conversation(ProtocolDecoder decoder, Connection connection, List<PayloadDecoder> payloads) {
        this.connection = connection;
        this.session = decoder.open(connection, new DecodeContext(observations::add, payloads));
    }

    /** 10.0.0.1 opened it, 10.0.0.2 answers on {@code port}; on a link both have hardware addresses. */
    public static Connection connection(Transport transport, int port, boolean midstream) {
        boolean link = transport == Transport.LINK;
        Endpoint originator = link
                ? new Endpoint(Address.mac(0x020000000001L), port, 0x020000000001L)
                : new Endpoint(Address.ipv4(0x0A000001), CLIENT_PORT, Endpoint.NO_MAC);
        Endpoint responder = link
                ? new Endpoint(Address.mac(0x020000000002L), port, 0x020000000002L)
                : new Endpoint(Address.ipv4(0x0A000002), port, Endpoint.NO_MAC);
        return new Connection(
                1, transport, new Connection.Ends(originator, responder), 0, new Connection.Opening(0, midstream));
    }

    public Conversation request(String fields) {
        return feed(Direction.FROM_ORIGINATOR, Corpus.hex(fields));
    }

    public Conversation answer(String fields) {
        return feed(Direction.FROM_RESPONDER, Corpus.hex(fields));
    }

    /** Bytes of a stream that arrive together, or one datagram. */
    public Conversation feed(Direction from, byte[] bytes) {
        nowNanos += 1_000_000;
        int side = from.ordinal();
        byte[] all = Arrays.copyOf(pending[side], pending[side].length + bytes.length);
        System.arraycopy(bytes, 0, all, pending[side].length, bytes.length);
        boolean stream = connection.transport() == Transport.TCP;
        int done = 0;
        while (done < all.length && !(malformed && stream)) {
            int verdict = session.decode(from, new Window().over(all, done, all.length - done), nowNanos);
            if (verdict == Verdict.MALFORMED) {
                malformed = true;
                break;
            }
            if (verdict <= 0) {
                break;
            }
            if (verdict > all.length - done) {
                throw new AssertionError("consumed " + verdict + " of " + (all.length - done) + " bytes");
            }
            done += verdict;
        }
        pending[side] = stream && !malformed ? Arrays.copyOfRange(all, done, all.length) : new byte[0];
        return this;
    }

    /** {@code missing} bytes never came. */
    public Conversation gap(Direction from, long missing) {
        pending[from.ordinal()] = new byte[0];
        session.gap(from, missing, nowNanos);
        return this;
    }

    /** Time passes, second by second. */
    public Conversation secondsLater(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nowNanos += 1_000_000_000L;
            session.timePassed(nowNanos);
        }
        return this;
    }

    public Conversation close() {
        session.close(nowNanos);
        return this;
    }

    /** Whether the session gave the stream up. */
    public boolean malformed() {
        return malformed;
    }

    /** Bytes the session waits with. */
    public int pending(Direction from) {
        return pending[from.ordinal()].length;
    }

    public List<OperationSeen> operations() {
        return only(OperationSeen.class);
    }

    public List<ValueSeen> values() {
        return only(ValueSeen.class);
    }

    public List<IdentitySeen> identities() {
        return only(IdentitySeen.class);
    }

    public List<AnomalySeen> anomalies() {
        return only(AnomalySeen.class);
    }

    private <T> List<T> only(Class<T> kind) {
        return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
