package io.fieldwarden.agent.decode.syslog;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class SyslogCorpus implements Corpus {
    @Override
    public String protocol() {
        return "syslog";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 514;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(List.of(Message.request(SyslogBytes.NEW), Message.request(SyslogBytes.OLD)));
    }
}
