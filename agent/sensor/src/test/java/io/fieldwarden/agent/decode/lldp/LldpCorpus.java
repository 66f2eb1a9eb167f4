package io.fieldwarden.agent.decode.lldp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** One frame with every kind of TLV, padded; then the same with another name. */
public final class LldpCorpus implements Corpus {
    static final String HEAD = "02 07 04 001122334455 | 04 06 07 706F7274 31 | 06 02 0014";
    static final String REST = "| 08 02 5031 | 0C 04 43505520 | 0E 04 0004 0004"
            + "| 10 0C 05 01 C0A80002 02 00000001 00"
            + "| FE 06 0080C2 01 0001 | FE 09 00120F 01 03 6C00 0010 | FE 08 000ECF 02 0000 0000"
            + "| FE 0A 000ECF 05 001122334455 | FE 06 0012BB 08 5331 | FE 04 ABCDEF 01 | 00 00 | 0000 0000";

    @Override
    public String protocol() {
        return LldpDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.LINK;
    }

    @Override
    public int port() {
        return LldpDecoder.ETHER_TYPE;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(List.of(
                Message.request(HEAD + "| 0A 02 4141" + REST),
                Message.request(HEAD + "| 0A 02 4141" + REST),
                Message.request(HEAD + "| 0A 02 4142" + REST)));
    }
}
