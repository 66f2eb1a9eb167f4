package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Corpus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Messages by the standard, their lengths counted. */
final class EnipBytes {
    static final int SESSION = 0x11020100;

    private EnipBytes() {}

    /** A message: command, data; session, status and context as given. */
    static byte[] message(int command, int session, int status, long context, byte[] data) {
        return ByteBuffer.allocate(24 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) command)
                .putShort((short) data.length)
                .putInt(session)
                .putInt(status)
                .putLong(context)
                .putInt(0)
                .put(data)
                .array();
    }

    /** A message without status. */
    static byte[] message(int command, int session, String data) {
        return message(command, session, 0, 0x1122, Corpus.hex(data));
    }

    /** An unconnected CIP message. */
    static byte[] unconnected(long context, String cip) {
        byte[] service = Corpus.hex(cip);
        byte[] data = ByteBuffer.allocate(16 + service.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putShort((short) 5)
                .putShort((short) 2)
                .putInt(0)
                .putShort((short) 0xB2)
                .putShort((short) service.length)
                .put(service)
                .array();
        return message(0x6F, SESSION, 0, context, data);
    }

    /** A connected CIP message of transport class 3. */
    static byte[] connected(int connection, int sequence, String cip) {
        byte[] service = Corpus.hex(cip);
        byte[] data = ByteBuffer.allocate(22 + service.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putShort((short) 0)
                .putShort((short) 2)
                .putShort((short) 0xA1)
                .putShort((short) 4)
                .putInt(connection)
                .putShort((short) 0xB1)
                .putShort((short) (service.length + 2))
                .putShort((short) sequence)
                .put(service)
                .array();
        return message(0x70, SESSION, 0, 0, data);
    }

    /** An I/O datagram. */
    static byte[] io(int connection, int sequence, String data) {
        byte[] bytes = Corpus.hex(data);
        return ByteBuffer.allocate(18 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 2)
                .putShort((short) 0x8002)
                .putShort((short) 8)
                .putInt(connection)
                .putInt(sequence)
                .putShort((short) 0xB1)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    /** List identity: vendor 1, device type 14, code 166, revision 20.11, status 0060, serial C0FFEE01, "1756-L71", state 3. */
    static final String IDENTITY = "0100 0E00 A600 14 0B 6000 01EEFFC0 08 313735362D4C3731 03";

    static final String IDENTITY_ITEMS = "0100 | 0C00 2A00 | 0100 | 0002 AF12 0A000002 0000000000000000 | " + IDENTITY;

    /** Forward open to assemblies 101 and 102, transport class 1; ids proposed, serial 0007 of vendor 1. */
    static final String FORWARD_OPEN =
            "54 02 20 06 24 01 | 0A F0 | 00000000 | 44332211 | 0700 0100 78563412 | 02 000000"
                    + "| 10270000 | 2A 48 | 10270000 | 22 28 | 01 | 04 | 20 04 24 97 2C 65 2C 66";

    static final String FORWARD_OPENED =
            "D4 00 00 00 | 88776655 | 44332211 | 0700 0100 78563412 | 10270000 10270000 | 00 00";
}
