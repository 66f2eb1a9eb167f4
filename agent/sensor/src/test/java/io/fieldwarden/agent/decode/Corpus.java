package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.HexFormat;
import java.util.List;

/** Valid conversations of one protocol, as seeds of {@link HostileBytesTest} and of the fuzzer; found as a service. */
public interface Corpus {

    /** As {@link ProtocolDecoder#protocol()}. */
    String protocol();

    /** What carries these conversations. */
    Transport transport();

    /** Port of the responder. */
    int port();

    /** Conversations that between them use every kind of message the decoder reads. */
    List<List<Message>> conversations();

    /**
     * One message.
     *
     * @param from who sends it
     * @param bytes all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(Direction from, byte[] bytes) {

        /** From whoever opened the conversation; blanks, line ends and {@code |} part the hexadecimal fields. */
        public static Message request(String fields) {
            return new Message(Direction.FROM_ORIGINATOR, hex(fields));
        }

        /** From the other side. */
        public static Message answer(String fields) {
            return new Message(Direction.FROM_RESPONDER, hex(fields));
        }
    }

    /** Bytes from hexadecimal digits. */
    static byte[] hex(String fields) {
        return HexFormat.of().parseHex(fields.replaceAll("[\\s|]", ""));
    }
}
