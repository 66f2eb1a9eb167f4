package io.fieldwarden.agent;

import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A decoding with the test protocol, fed by hand, and everything it told. */
final class Tap {
    static final int CLIENT = 0x0A000001;
    static final int SERVER = 0x0A000002;
    static final int CLIENT_PORT = 40_000;
    static final int SERVER_PORT = 7_000;

    final Lines lines = new Lines();
    final RoomMeter meter = new RoomMeter("decode");
    final List<Observation> told = new ArrayList<>();
    final Decoding decoding;
    final Packet packet = new Packet();
    long atNanos = 1_700_000_000_000_000_000L;
    /** How many bytes of each frame are captured at most. */
    int snapLength = Integer.MAX_VALUE;

    private int clientNext = 1_000;
    private int serverNext = 5_000;

    Tap() {
        this(DecodeLimits.DEFAULT);
    }

    Tap(DecodeLimits limits) {
        decoding = new Decoding(List.of(lines), List.of(), limits, told::add, meter);
    }

    /** With another decoder, asked before or after {@link #lines}. */
    Tap(Lines other, boolean before) {
        List<ProtocolDecoder> both = before ? List.of(other, lines) : List.of(lines, other);
        decoding = new Decoding(both, List.of(), DecodeLimits.DEFAULT, told::add, meter);
    }

    /** With these decoders instead. */
    Tap(List<ProtocolDecoder> decoders) {
        decoding = new Decoding(decoders, List.of(), DecodeLimits.DEFAULT, told::add, meter);
    }

    long frame(LinkType link, byte[] frame) {
        atNanos += 1_000_000;
        // bytes of neighbours around the frame, which nobody may read as its own
        byte[] ring = new byte[frame.length + 64];
        Arrays.fill(ring, (byte) 'L');
        System.arraycopy(frame, 0, ring, 32, frame.length);
        packet.over(ring, 32, Math.min(frame.length, snapLength), frame.length).seen(atNanos, link);
        long id = decoding.frame(packet);
        Arrays.fill(ring, (byte) '?'); // what was read in place must not be needed any more
        return id;
    }

    long ethernet(int type, byte[] payload) {
        return frame(LinkType.ETHERNET, Frames.ethernet(type, payload));
    }

    void pass(long nanos) {
        atNanos += nanos;
        decoding.tick(atNanos);
    }

    void close() {
        decoding.close(atNanos);
    }

    // ---- one TCP conversation, with sequence numbers of the caller's choice

    Tap startingAt(int client, int server) {
        clientNext = client;
        serverNext = server;
        return this;
    }

    int clientNext() {
        return clientNext;
    }

    int serverNext() {
        return serverNext;
    }

    void handshake() {
        client(clientNext, 0, Frames.SYN, "");
        server(serverNext, clientNext + 1, Frames.SYN | Frames.ACK, "");
        clientNext++;
        serverNext++;
        client(clientNext, serverNext, Frames.ACK, "");
    }

    void clientSends(String text) {
        client(clientNext, serverNext, Frames.ACK | Frames.PSH, text);
        clientNext += text.length();
    }

    void serverSends(String text) {
        server(serverNext, clientNext, Frames.ACK | Frames.PSH, text);
        serverNext += text.length();
    }

    long client(int sequence, int acknowledgement, int flags, String text) {
        return client(sequence, acknowledgement, flags, Frames.text(text));
    }

    long client(int sequence, int acknowledgement, int flags, byte[] payload) {
        byte[] segment = Frames.tcp((CLIENT_PORT << 16) | SERVER_PORT, sequence, acknowledgement, flags, payload);
        return ethernet(Packet.IPV4, Frames.ipv4(CLIENT, SERVER, Frames.TCP, segment));
    }

    long server(int sequence, int acknowledgement, int flags, String text) {
        byte[] segment =
                Frames.tcp((SERVER_PORT << 16) | CLIENT_PORT, sequence, acknowledgement, flags, Frames.text(text));
        return ethernet(Packet.IPV4, Frames.ipv4(SERVER, CLIENT, Frames.TCP, segment));
    }

    // ---- what was told

    List<Phase> phases() {
        return told.stream()
                .filter(ConnectionSeen.class::isInstance)
                .map(seen -> ((ConnectionSeen) seen).phase())
                .toList();
    }

    List<String> anomalies() {
        return told.stream()
                .filter(AnomalySeen.class::isInstance)
                .map(seen -> ((AnomalySeen) seen).anomaly())
                .map(anomaly -> anomaly.protocol() + ":" + anomaly.code())
                .toList();
    }

    List<Connection> connections() {
        return told.stream()
                .filter(ConnectionSeen.class::isInstance)
                .map(ConnectionSeen.class::cast)
                .filter(seen -> seen.phase() == Phase.OPENED)
                .map(ConnectionSeen::connection)
                .toList();
    }

    long timesPassed() {
        return told.stream().filter(TimePassed.class::isInstance).count();
    }
}
