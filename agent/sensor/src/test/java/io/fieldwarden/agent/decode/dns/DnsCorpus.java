package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class DnsCorpus implements Corpus {
    @Override
    public String protocol() {
        return "dns";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 53;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(DnsBytes.QUERY), Message.answer(DnsBytes.ANSWER)),
                List.of(Message.request(DnsBytes.QUERY), Message.answer(DnsBytes.NXDOMAIN)),
                List.of(Message.request(DnsBytes.TEXTS), Message.answer(DnsBytes.TEXTS_ANSWER)),
                List.of(Message.request(DnsBytes.UPDATE), Message.answer(DnsBytes.UPDATE_REFUSED)),
                List.of(Message.request(DnsBytes.LOOP)));
    }
}
