package io.fieldwarden.agent.decode.coap;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Requests of every method with their answers, an observation, a ping, and options of every length. */
public final class CoapCorpus implements Corpus {
    /** GET /temperature, confirmable, token 71. */
    static final String GET = "41 01 7D34 71 BB 74656D7065726174757265";

    static final String CONTENT = "61 45 7D34 71 C0 FF 32322E33";

    @Override
    public String protocol() {
        return "coap";
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 5683;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(GET),
                        Message.answer(CONTENT),
                        Message.request("40 00 0005"), // is anybody there
                        Message.answer("70 00 0005")),
                List.of(
                        Message.request("42 03 0001 AABB 33 706C63 82 7370 11 32 FF 3335"), // PUT //plc/sp, text
                        Message.answer("62 44 0001 AABB")),
                List.of(Message.request("40 02 0002 B5 7265736574"), Message.answer("60 84 0002")),
                List.of(
                        Message.request("41 01 0003 09 60 54 74656D70"), // observe
                        Message.answer("61 45 0003 09 61 01 60 FF 31"),
                        Message.answer("51 45 0004 09 61 02 60 FF 32")),
                List.of(
                        Message.request("41 04 0006 0A B1 78 4D 03 613D3132333435363738393031323334"),
                        Message.answer("70 00 0006")));
    }
}
