package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class MdnsCorpus implements Corpus {
    @Override
    public String protocol() {
        return "mdns";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 5353;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(List.of(Message.request(DnsBytes.MDNS_QUERY), Message.request(DnsBytes.ANNOUNCE)));
    }
}
