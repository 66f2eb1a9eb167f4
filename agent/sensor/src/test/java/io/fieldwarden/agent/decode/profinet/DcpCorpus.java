package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Every service of DCP, and the other frames of its EtherType. */
public final class DcpCorpus implements Corpus {
    static final String IDENTIFY_ALL = "FEFE 05 00 | 00000001 | 0001 0004 | FF FF 0000";
    /** Type of station, name, ids, role, options, address; with padding of the link behind. */
    static final String IDENTITY = "FEFF 05 01 | 00000001 | 0000 0046"
            + "| 02 01 0007 0000 43 50 55 2D 31 00"
            + "| 02 02 0008 0000 70 6C 63 2D 31 37"
            + "| 02 03 0006 0000 002A 010D"
            + "| 02 04 0004 0000 01 00"
            + "| 02 05 0006 0000 01 02 02 02"
            + "| 01 02 000E 0001 C0A80002 FFFFFF00 C0A80001";

    static final String SET_NAME =
            "FEFD 04 00 | 00000002 | 0000 0012" + "| 02 02 0007 0001 70 6C 63 2D 32 00 | 05 02 0002 0000";
    static final String SET_NAME_OK = "FEFD 04 01 | 00000002 | 0000 0010"
            + "| 05 04 0003 02 02 00 00 | 05 04 0003 05 02 00 00 | 00000000 00000000";
    static final String SET_IP = "FEFD 04 00 | 00000003 | 0000 0012 | 01 02 000E 0000 C0A80003 FFFFFF00 00000000";
    static final String SET_IP_REFUSED = "FEFD 04 01 | 00000003 | 0000 0008 | 05 04 0003 01 02 06 00";
    static final String SIGNAL = "FEFD 04 00 | 00000004 | 0000 0008 | 05 03 0004 0000 0100";
    static final String SIGNAL_OK = "FEFD 04 01 | 00000004 | 0000 0008 | 05 04 0003 05 03 00 00";
    static final String RESET = "FEFD 04 00 | 00000005 | 0000 0006 | 05 06 0002 0004";
    static final String RESET_OK = "FEFD 04 01 | 00000005 | 0000 0008 | 05 04 0003 05 06 00 00";
    static final String GET = "FEFD 03 00 | 00000006 | 0000 0004 | 02 02 01 02";
    static final String GET_OK = "FEFD 03 01 | 00000006 | 0000 000C | 02 02 0007 0000 70 6C 63 2D 31 00";
    static final String HELLO = "FEFC 06 00 | 00000007 | 0000 0018"
            + "| 02 02 0007 0000 70 6C 63 2D 31 00 | 02 03 0006 0000 002A 010D | 06 01";

    @Override
    public String protocol() {
        return DcpDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.LINK;
    }

    @Override
    public int port() {
        return FrameIds.ETHER_TYPE;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(IDENTIFY_ALL), Message.answer(IDENTITY)),
                List.of(
                        Message.request(SET_NAME),
                        Message.answer(SET_NAME_OK),
                        Message.request(SET_IP),
                        Message.answer(SET_IP_REFUSED)),
                List.of(
                        Message.request(SIGNAL),
                        Message.answer(SIGNAL_OK),
                        Message.request(RESET),
                        Message.answer(RESET_OK)),
                List.of(Message.request(GET), Message.answer(GET_OK), Message.request(HELLO)));
    }
}
