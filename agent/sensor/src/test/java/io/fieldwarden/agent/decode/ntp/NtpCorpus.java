package io.fieldwarden.agent.decode.ntp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of every kind. */
public final class NtpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "ntp";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 123;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(NtpBytes.CLIENT), Message.answer(NtpBytes.SERVER)),
                List.of(Message.request(NtpBytes.CLIENT), Message.answer(NtpBytes.KISS)),
                List.of(Message.request(NtpBytes.READ), Message.answer(NtpBytes.VARS)),
                List.of(Message.request(NtpBytes.MONLIST), Message.answer(NtpBytes.MONLIST_ANSWER)),
                List.of(Message.request(NtpBytes.BROADCAST)));
    }
}
