package io.fieldwarden.agent.decode.telnet;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations built by hand after the standard. */
public final class TelnetCorpus implements Corpus {
    @Override
    public String protocol() {
        return "telnet";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 23;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(conversation0());
    }

    private static List<Message> conversation0() {
        return List.of(
                Message.answer("fffd18fffd20fffb01"),
                Message.request("fffb18fffa1800787465726dfff0"),
                Message.answer("0d0a706c63206c6f67696e3a20"),
                Message.request("626f620d0a"),
                Message.answer("626f620d0a50617373776f72643a20"),
                Message.request("68756e746572320d0a"),
                Message.answer("0d0a4c6f67696e20696e636f72726563740d0a706c63206c6f67696e3a20"),
                Message.request("626f620d0a"),
                Message.answer("50617373776f72643a20"),
                Message.request("68756e746572320d0a"),
                Message.answer("0d0a4c617374206c6f67696e3a20746f6461790d0a2420"));
    }
}
