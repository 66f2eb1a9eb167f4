package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Corpus;
import java.io.ByteArrayOutputStream;

/** Builds frames by the standard: a link header, a transport octet for every 249 bytes, checks. */
final class Dnp3Wire {
    static final int CLIENT = 1;
    static final int OUTSTATION = 1024;
    private static final int SEGMENT = 249;

    private Dnp3Wire() {}

    /** A fragment the client sends, from its control octet on. */
    static byte[] ask(String fragment) {
        return segments(0xC4, OUTSTATION, CLIENT, Corpus.hex(fragment));
    }

    /** A fragment the outstation sends. */
    static byte[] tell(String fragment) {
        return segments(0x44, CLIENT, OUTSTATION, Corpus.hex(fragment));
    }

    static byte[] segments(int control, int destination, int source, byte[] fragment) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0, sequence = 0; at < fragment.length; at += SEGMENT, sequence++) {
            int size = Math.min(SEGMENT, fragment.length - at);
            byte[] data = new byte[1 + size];
            int first = at == 0 ? 0x40 : 0;
            int last = at + size == fragment.length ? 0x80 : 0;
            data[0] = (byte) (first | last | (sequence & 0x3F));
            System.arraycopy(fragment, at, data, 1, size);
            all.writeBytes(frame(control, destination, source, data));
        }
        return all.toByteArray();
    }

    /** One link frame. */
    static byte[] frame(int control, int destination, int source, byte[] data) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] header = {
            0x05,
            0x64,
            (byte) (5 + data.length),
            (byte) control,
            (byte) destination,
            (byte) (destination >> 8),
            (byte) source,
            (byte) (source >> 8)
        };
        checked(all, header, 0, header.length);
        for (int at = 0; at < data.length; at += 16) {
            checked(all, data, at, Math.min(16, data.length - at));
        }
        return all.toByteArray();
    }

    /** Bit by bit, as annex E describes it, and not as the decoder does it. */
    private static void checked(ByteArrayOutputStream all, byte[] bytes, int from, int size) {
        int crc = 0;
        for (int at = from; at < from + size; at++) {
            for (int bit = 0; bit < 8; bit++) {
                int feed = (crc ^ (bytes[at] >> bit)) & 1;
                crc = (crc >> 1) ^ (feed == 1 ? 0xA6BC : 0);
            }
        }
        all.write(bytes, from, size);
        all.write(~crc & 0xFF);
        all.write((~crc >> 8) & 0xFF);
    }
}
