package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations built by hand after the standard. */
public final class RdpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "rdp";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 3389;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(conversation0(), conversation1(), conversation2());
    }

    private static List<Message> conversation0() {
        return List.of(
                Message.request("0300002924e00000000000436f6f6b69653a206d737473686173683d626f620d0a0100080003000000"),
                Message.answer("030000130ed000001234000200080002000000"),
                Message.request("160301"));
    }

    private static List<Message> conversation1() {
        return List.of(
                Message.request("030000130ee000000000000100080000000000"),
                Message.answer("030000130ed000001234000200080000000000"),
                Message.request(
                        "030000f902f0807f65820100000000000000000000000000000000000000000000000000000000000001c0d800040008"
                                + "000004000301ca03aa07040000280a000048004d0049002d003100000000000000000000000000000000000000000000"
                                + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "000000000000000000"));
    }

    private static List<Message> conversation2() {
        return List.of(
                Message.request("030000130ee000000000000100080001000000"),
                Message.answer("030000130ed000001234000300080005000000"));
    }
}
