package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations built by hand after the standard. */
public final class SshCorpus implements Corpus {
    @Override
    public String protocol() {
        return "ssh";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 22;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(conversation0(), conversation1());
    }

    private static List<Message> conversation0() {
        return List.of(
                Message.request(
                        "5353482d322e302d4f70656e5353485f392e360d0a0000009c0b14abababababababababababababababab0000001163"
                                + "7572766532353531392d7368613235360000000b7373682d656432353531390000000a6165733132382d637472000000"
                                + "0a6165733132382d6374720000000d686d61632d736861322d3235360000000d686d61632d736861322d323536000000"
                                + "046e6f6e65000000046e6f6e65000000000000000000000000000000000000000000000000"),
                Message.answer(
                        "5353482d322e302d64726f70626561725f323032322e38330d0a0000009c0b14abababababababababababababababab"
                                + "00000011637572766532353531392d7368613235360000000b7373682d656432353531390000000a6165733132382d63"
                                + "74720000000a6165733132382d6374720000000d686d61632d736861322d3235360000000d686d61632d736861322d32"
                                + "3536000000046e6f6e65000000046e6f6e65000000000000000000000000000000000000000000000000"),
                Message.request(
                        "0000002c061e000000200101010101010101010101010101010101010101010101010101010101010101000000000000"),
                Message.answer(
                        "0000006c071f000000330202020202020202020202020202020202020202020202020202020202020202020202020202"
                                + "020202020202020202020202020000002003030303030303030303030303030303030303030303030303030303030303"
                                + "030000000404040404000000000000000000000c0a1500000000000000000000"),
                Message.request("0000000c0a1500000000000000000000"),
                Message.request(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.answer(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.request(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.answer(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.request(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.answer(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.request(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"
                                + "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"),
                Message.answer(
                        "e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7"));
    }

    private static List<Message> conversation1() {
        return List.of(
                Message.request("5353482d312e352d6f6c640a"), Message.answer("5353482d312e39392d4f70656e5353485f330a"));
    }
}
