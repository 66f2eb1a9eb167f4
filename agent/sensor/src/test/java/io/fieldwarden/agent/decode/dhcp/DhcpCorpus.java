package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class DhcpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "dhcp";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 67;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(DhcpBytes.REQUEST), Message.answer(DhcpBytes.ACK)),
                List.of(Message.request(DhcpBytes.REQUEST), Message.answer(DhcpBytes.NAK)));
    }
}
