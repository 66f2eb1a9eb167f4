package io.fieldwarden.collector.console;

import io.fieldwarden.agent.contract.Evidence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A small pcapng file: a Modbus write and its answer, as a capture would hold them. */
final class SampleCapture {
    private static final String ETHERNET = "001b1b010203" + "3c5282aa1007" + "0800";
    private static final List<String> FRAMES = List.of(
            // IPv4 10.0.3.99 > 10.0.3.17, TCP 50122 > 502, Modbus 0x10 write 2 registers at 9
            ETHERNET + "450000391c4640004006" + "0000" + "0a000363" + "0a000311" + "c3ca01f6" + "00000001" + "00000001"
                    + "5018ffff" + "00000000" + "0001" + "0000" + "000b" + "01" + "10" + "0009" + "0002" + "04" + "0bb8"
                    + "0011",
            "3c5282aa1007" + "001b1b010203" + "0800" + "45000034a01140004006" + "0000" + "0a000311" + "0a000363"
                    + "01f6c3ca" + "00000001" + "00000012" + "5018ffff" + "00000000" + "0001" + "0000" + "0006" + "01"
                    + "10"
                    + "0009" + "0002");

    private SampleCapture() {}

    static Evidence pcapng(Instant at) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        block(
                out,
                0x0a0d0d0a,
                body -> body.putInt(0x1a2b3c4d)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(-1));
        block(out, 1, body -> body.putShort((short) 1).putShort((short) 0).putInt(0));
        long micros = at.getEpochSecond() * 1_000_000;
        for (int i = 0; i < FRAMES.size(); i++) {
            byte[] frame = HexFormat.of().parseHex(FRAMES.get(i));
            long time = micros + i * 4_211L;
            block(out, 6, body -> {
                body.putInt(0).putInt((int) (time >>> 32)).putInt((int) time);
                body.putInt(frame.length).putInt(frame.length).put(frame);
            });
        }
        byte[] file = new byte[out.position()];
        out.flip().get(file);
        return new Evidence(FRAMES.size(), file);
    }

    private static void block(ByteBuffer out, int type, java.util.function.Consumer<ByteBuffer> body) {
        int start = out.position();
        out.putInt(type).putInt(0);
        body.accept(out);
        while ((out.position() - start) % 4 != 0) {
            out.put((byte) 0);
        }
        int length = out.position() - start + 4;
        out.putInt(length).putInt(start + 4, length);
    }
}
