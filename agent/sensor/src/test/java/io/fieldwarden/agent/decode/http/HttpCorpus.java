package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations built by hand after the standard. */
public final class HttpCorpus implements Corpus {
    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 80;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(conversation0(), conversation1(), conversation2());
    }

    private static List<Message> conversation0() {
        return List.of(
                Message.request(
                        "474554202f613f757365723d626f622670617373776f72643d68756e746572323b6a73657373696f6e3d68756e746572"
                                + "3220485454502f312e310d0a486f73743a20626f623a68756e7465723240706c630d0a417574686f72697a6174696f6e"
                                + "3a20426173696320596d39694f6d6831626e526c636a493d0d0a436f6f6b69653a207369643d68756e746572323b2062"
                                + "3d630d0a557365722d4167656e743a20746573740d0a526566657265723a20687474703a2f2f626f623a68756e746572"
                                + "3240686d692f783f703d68756e746572320d0a0d0a"),
                Message.answer(
                        "485454502f312e312034303120556e617574686f72697a65640d0a5365727665723a20706c632d7765622f312e300d0a"
                                + "5757572d41757468656e7469636174653a204261736963207265616c6d3d22504c43220d0a5365742d436f6f6b69653a"
                                + "207369643d68756e746572320d0a436f6e74656e742d4c656e6774683a20340d0a0d0a6e6f7065"),
                Message.request(
                        "504f5354202f6220485454502f312e310d0a436f6e74656e742d4c656e6774683a2031360d0a436f6e74656e742d5479"
                                + "70653a20746578742f706c61696e0d0a0d0a70617373776f72643d68756e74657232"),
                Message.answer(
                        "485454502f312e3120323030204f4b0d0a5472616e736665722d456e636f64696e673a206368756e6b65640d0a0d0a35"
                                + "0d0a68656c6c6f0d0a300d0a0d0a"));
    }

    private static List<Message> conversation1() {
        return List.of(
                Message.request(
                        "434f4e4e45435420613a34343320485454502f312e310d0a50726f78792d417574686f72697a6174696f6e3a20426561"
                                + "7265722068756e746572320d0a0d0a"),
                Message.answer("485454502f312e3120323030204f4b0d0a0d0a160301"));
    }

    private static List<Message> conversation2() {
        return List.of(Message.request("505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000000040000000000"));
    }
}
