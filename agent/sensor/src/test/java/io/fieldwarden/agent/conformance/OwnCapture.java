package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A capture of messages we made by the standard, for those kinds captures of others are too rare of. */
final class OwnCapture {
    private static final byte[] HEADER = Corpus.hex("A1B2C3D4 0002 0004 00000000 00000000 00040000 00000001");
    private static final String[] STATIONS = {"020000000001", "020000000002"};
    private static final int[] HOSTS = {0x0A000001, 0x0A000002};
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final int BEGUN = 1_700_000_000;

    private final List<byte[]> frames = new ArrayList<>();
    private int client = 50_000;

    /** All that {@code corpus} has, each conversation on a connection of its own. */
    OwnCapture add(Corpus corpus) {
        for (List<Corpus.Message> messages : corpus.conversations()) {
            if (corpus.transport() == Transport.TCP) {
                stream(corpus.port(), messages);
            } else {
                messages.forEach(message -> frame(corpus.port(), message));
            }
        }
        return this;
    }

    /** A frame from one station to the other. */
    OwnCapture frame(int etherType, Corpus.Message message) {
        boolean first = message.from() == Direction.FROM_ORIGINATOR;
        byte[] payload = message.bytes();
        frames.add(ByteBuffer.allocate(14 + payload.length)
                .put(Corpus.hex(STATIONS[first ? 1 : 0] + STATIONS[first ? 0 : 1]))
                .putShort((short) etherType)
                .put(payload)
                .array());
        return this;
    }

    /** A conversation over TCP. */
    void stream(int port, List<Corpus.Message> messages) {
        client++;
        int[] sent = {1_000, 2_000};
        segment(port, Direction.FROM_ORIGINATOR, sent, SYN, new byte[0]);
        segment(port, Direction.FROM_RESPONDER, sent, SYN | ACK, new byte[0]);
        segment(port, Direction.FROM_ORIGINATOR, sent, ACK, new byte[0]);
        for (Corpus.Message message : messages) {
            segment(port, message.from(), sent, ACK, message.bytes());
        }
    }

    private void segment(int port, Direction from, int[] sent, int flags, byte[] data) {
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        ByteBuffer packet = ByteBuffer.allocate(40 + data.length);
        packet.putShort((short) 0x4500).putShort((short) (40 + data.length)).putInt(0);
        packet.putInt(0x4006_0000).putInt(HOSTS[side]).putInt(HOSTS[1 - side]);
        packet.putShort((short) (side == 0 ? client : port)).putShort((short) (side == 0 ? port : client));
        packet.putInt(sent[side]).putInt((flags & ACK) == 0 ? 0 : sent[1 - side]);
        packet.putShort((short) (0x5000 | flags))
                .putShort((short) 0xFFFF)
                .putInt(0)
                .put(data);
        sent[side] += data.length + ((flags & SYN) == 0 ? 0 : 1);
        frame(0x0800, new Corpus.Message(from, packet.array()));
    }

    /** Writes it; a frame a millisecond. */
    Subject write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(HEADER);
            for (int index = 0; index < frames.size(); index++) {
                byte[] frame = frames.get(index);
                out.writeInt(BEGUN + index / 1_000);
                out.writeInt(index % 1_000 * 1_000);
                out.writeInt(frame.length);
                out.writeInt(frame.length);
                out.write(frame);
            }
        }
        return new Subject(file);
    }
}
