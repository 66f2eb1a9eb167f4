package io.fieldwarden.agent.decode.vnc;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations built by hand after the standard. */
public final class VncCorpus implements Corpus {
    @Override
    public String protocol() {
        return "vnc";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 5900;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(conversation0(), conversation1(), conversation2());
    }

    private static List<Message> conversation0() {
        return List.of(
                Message.answer("524642203030332e3030380a"),
                Message.request("524642203030332e3030380a"),
                Message.answer("020102"),
                Message.request("02"),
                Message.answer("cacacacacacacacacacacacacacacaca"),
                Message.request("dededededededededededededededede"),
                Message.answer("00000000"),
                Message.request("01"),
                Message.answer("040003002018000100ff00ff00ff10080000000000000005484d492d310000"));
    }

    private static List<Message> conversation1() {
        return List.of(
                Message.answer("524642203030332e3030380a"),
                Message.request("524642203030332e3030380a"),
                Message.answer("0102"),
                Message.request("02"),
                Message.answer("cacacacacacacacacacacacacacacaca"),
                Message.request("dededededededededededededededede"),
                Message.answer("0000000100000003626164"));
    }

    private static List<Message> conversation2() {
        return List.of(
                Message.answer("524642203030332e3030330a"),
                Message.request("524642203030332e3030330a"),
                Message.answer("00000001"),
                Message.request("00"),
                Message.answer("040003002018000100ff00ff00ff1008000000000000000141"));
    }
}
