package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Cyclic data, alarms and time. */
public final class RtCorpus implements Corpus {
    private static final String DATA =
            "00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000";
    static final String RUN = "C000 | " + DATA + "| 1000 35 00";
    static final String STOP = "C000 | " + DATA + "| 1020 25 00";
    /** Data, high priority: pull of slot 1, then its acknowledgement. */
    static final String ALARM = "FC01 | 0001 0002 11 01 0000 FFFF 001C"
            + "| 0001 0018 01 00 0003 00000000 0001 0001 00000010 00000011 8000 0000";

    static final String ALARM_ACK = "FC01 | 0002 0001 11 01 0000 0000 001A"
            + "| 8001 0016 01 00 0003 00000000 0001 0001 8000 00000000 0000 0000";
    static final String ALARM_ERROR = "FE01 | 0002 0001 14 01 0000 0000 0004 | CF81FD05";
    static final String TIME = "FF40 | 0000 0000 0000 0000";

    @Override
    public String protocol() {
        return RtDecoder.PROTOCOL;
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
                List.of(Message.request(RUN), Message.request(RUN), Message.request(STOP), Message.answer(TIME)),
                List.of(Message.answer(ALARM), Message.request(ALARM_ACK), Message.request(ALARM_ERROR)));
    }
}
