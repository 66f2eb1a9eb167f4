package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Datagrams: I/O, and lists. */
public final class EnipIoCorpus implements Corpus {
    @Override
    public String protocol() {
        return "enip";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 2_222;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        new Message(Direction.FROM_ORIGINATOR, EnipBytes.io(0x55667788, 1, "0100 01000000 AABB")),
                        new Message(Direction.FROM_RESPONDER, EnipBytes.io(0x11223344, 1, "0100 1234")),
                        new Message(Direction.FROM_RESPONDER, EnipBytes.io(0x11223344, 2, "0200 1235"))),
                List.of(
                        new Message(Direction.FROM_ORIGINATOR, EnipBytes.message(0x63, 0, "")),
                        new Message(Direction.FROM_RESPONDER, EnipBytes.message(0x63, 0, EnipBytes.IDENTITY_ITEMS))));
    }
}
