package io.fieldwarden.agent.decode.ftp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations built by hand after the standard. */
public final class FtpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "ftp";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 21;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(conversation0());
    }

    private static List<Message> conversation0() {
        return List.of(
                Message.answer("32323020504c4320465450207365727665722072656164790d0a"),
                Message.request("5553455220626f620d0a"),
                Message.answer("3333312050617373776f72642072657175697265640d0a"),
                Message.request("504153532068756e746572320d0a"),
                Message.answer("353330204c6f67696e20696e636f72726563742c2068756e746572320d0a"),
                Message.request("68756e746572320d0a"),
                Message.answer("35303020776861742069732068756e746572320d0a"),
                Message.request("535953540d0a"),
                Message.answer("323135205678576f726b730d0a"),
                Message.request("504153560d0a"),
                Message.answer("32323720456e746572696e67202831302c302c302c322c342c31290d0a"),
                Message.request("53544f522070726f672e62696e0d0a"),
                Message.answer("313530206f6b0d0a3232362d610d0a32323620646f6e650d0a"),
                Message.request("4155544820544c530d0a"),
                Message.answer("32333420676f0d0a"));
    }
}
