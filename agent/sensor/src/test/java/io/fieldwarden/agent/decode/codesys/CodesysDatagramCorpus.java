package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of V3 over UDP: the datagrams of the blocks over TCP without the blocks. */
public final class CodesysDatagramCorpus implements Corpus {

    @Override
    public String protocol() {
        return "codesys";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 1740;
    }

    static String bare(String block) {
        return block.replaceAll("[\\s|]", "").substring(16);
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(bare(CodesysCorpus.block(3, CodesysCorpus.RESOLVE_PACKAGE))),
                        Message.answer(bare(CodesysCorpus.block(4, CodesysCorpus.NODE_INFO_PACKAGE)))),
                List.of(
                        Message.request(bare(CodesysCorpus.OPEN)),
                        Message.answer(bare(CodesysCorpus.OPENED)),
                        Message.request(bare(CodesysCorpus.service(0xCD55, 2, 0x10, ""))),
                        Message.answer(bare(CodesysCorpus.service(0xCD55, 0x82, 0x10, "")))));
    }
}
