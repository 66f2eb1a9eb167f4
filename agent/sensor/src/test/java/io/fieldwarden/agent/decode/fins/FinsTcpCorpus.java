package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** A conversation over TCP: node addresses, then frames. */
public final class FinsTcpCorpus implements Corpus {
    static final String HELLO = "46494E53 0000000C 00000000 00000000 00000000";
    static final String WELCOME = "46494E53 00000010 00000001 00000000 00000001 0000000A";
    static final String READ = "46494E53 0000001A 00000002 00000000 80 00 02 00 0A 00 00 01 00 01 0101 82 0064 00 0001";
    static final String DATA = "46494E53 00000018 00000002 00000000 C0 00 02 00 01 00 00 0A 00 01 0101 0000 0017";

    @Override
    public String protocol() {
        return FinsDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return FinsDecoder.PORT;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(HELLO), Message.answer(WELCOME), Message.request(READ), Message.answer(DATA)));
    }
}
