package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Messages of every kind, made after the standard. */
public final class BacnetCorpus implements Corpus {
    static final String READ = "01 04 | 00 05 07 0C | 0C 00000003 19 55";
    static final String READ_ACK = "01 00 | 30 07 0C | 0C 00000003 19 55 3E 44 42480000 3F";
    static final String WRITE = "01 04 | 00 05 08 0F | 0C 00400001 19 55 3E 44 41A00000 3F 49 08";
    static final String READ_MANY = "01 04 | 00 05 09 0E | 0C 00000003 1E 09 55 09 6F 09 75 09 67 1F";
    static final String READ_MANY_ACK = "01 00 | 30 09 0E | 0C 00000003 1E 29 55 4E 44 42480000 4F"
            + " 29 6F 4E 82 04 20 4F 29 75 4E 91 3E 4F 29 67 5E 91 02 91 20 5F 1F";
    static final String I_AM = "01 20 FFFF 00 FF | 10 00 C4 0200007B 22 01E0 91 03 21 05";
    static final String COV =
            "01 00 | 10 02 09 12 1C 0200007B 2C 00000003 39 3C 4E 09 55 2E 44 42480000 2F" + " 09 6F 2E 82 04 00 2F 4F";
    static final String SILENCE = "01 04 | 00 05 0A 11 | 09 05 19 01 2D 07 00 736563726574";
    static final String REINITIALIZE = "01 04 | 00 05 0B 14 | 09 00 1D 07 00 736563726574";

    /** A unicast in its virtual link header. */
    static byte[] unicast(String network) {
        return link(0x0A, network);
    }

    static byte[] link(int function, String content) {
        byte[] inner = Corpus.hex(content);
        byte[] all = new byte[4 + inner.length];
        all[0] = (byte) 0x81;
        all[1] = (byte) function;
        all[2] = (byte) (all.length >> 8);
        all[3] = (byte) all.length;
        System.arraycopy(inner, 0, all, 4, inner.length);
        return all;
    }

    @Override
    public String protocol() {
        return BacnetDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return BacnetDecoder.PORT;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(asked(READ), told(READ_ACK), asked(READ_MANY), told(READ_MANY_ACK)),
                List.of(asked(WRITE), told("01 00 | 20 08 0F"), asked(WRITE), told("01 00 | 50 08 0F 91 02 91 28")),
                List.of(asked(SILENCE), told("01 00 | 60 0A 09"), asked(REINITIALIZE), told("01 00 | 71 0B 00")),
                List.of(told(I_AM), told(COV), asked("01 20 FFFF 00 FF | 10 08 09 00 19 7F")),
                List.of(
                        new Message(Direction.FROM_ORIGINATOR, link(5, "003C")),
                        new Message(Direction.FROM_RESPONDER, link(0, "0030")),
                        new Message(Direction.FROM_ORIGINATOR, link(1, "0A000001 BAC0 FFFFFFFF")),
                        new Message(Direction.FROM_ORIGINATOR, link(4, "0A000009 BAC0 " + I_AM))),
                List.of(
                        asked("01 04 | 00 05 0C 0C | 0C 0200007B 19 4C"),
                        told("01 00 | 3C 0C 00 02 0C | 0C 0200007B 19 4C 3E C4 00000001"),
                        told("01 00 | 38 0C 01 02 0C | C4 00000002 3F")),
                List.of(asked("01 80 | 00 0005"), asked("01 80 | 06 01 0005 01 02 AABB"), asked("01 80 03 01 0005")));
    }

    private static Message asked(String network) {
        return new Message(Direction.FROM_ORIGINATOR, unicast(network));
    }

    private static Message told(String network) {
        return new Message(Direction.FROM_RESPONDER, unicast(network));
    }
}
