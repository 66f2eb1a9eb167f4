package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class TftpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 69;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(TftpBytes.READ),
                        Message.answer(TftpBytes.OACK),
                        Message.answer(TftpBytes.DATA)),
                List.of(Message.request(TftpBytes.WRITE), Message.answer(TftpBytes.ERROR)));
    }
}
