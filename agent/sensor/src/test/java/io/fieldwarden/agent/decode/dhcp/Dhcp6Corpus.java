package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class Dhcp6Corpus implements Corpus {
    @Override
    public String protocol() {
        return "dhcpv6";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 547;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(List.of(Message.request(DhcpBytes.SOLICIT), Message.request(DhcpBytes.SOLICIT)));
    }
}
