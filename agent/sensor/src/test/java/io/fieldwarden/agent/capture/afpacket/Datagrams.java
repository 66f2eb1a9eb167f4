package io.fieldwarden.agent.capture.afpacket;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts UDP datagrams by interface and destination port, and keeps what lies before the IPv4 header. */
final class Datagrams implements FrameSink {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    final Map<Integer, Integer> byPort = new HashMap<>();
    final Map<Integer, Integer> byInterface = new HashMap<>();
    final List<List<Integer>> tags = new ArrayList<>();
    final List<Integer> lengths = new ArrayList<>();
    long latestNanos;
    long latestTick;
    int ticks;

    @Override
    public void frame(Frame frame) {
        latestNanos = frame.atNanos;
        List<Integer> before = new ArrayList<>();
        int at = 12;
        while (u16(frame, at) == 0x8100 || u16(frame, at) == 0x88A8) {
            before.add(u16(frame, at));
            before.add(u16(frame, at + 2) & 0xFFF);
            at += 4;
        }
        int protocol = frame.memory.get(ValueLayout.JAVA_BYTE, frame.offset + at + 11);
        if (u16(frame, at) != 0x0800 || protocol != 17) {
            return;
        }
        byPort.merge(u16(frame, at + 2 + 20 + 2), 1, Integer::sum);
        byInterface.merge(frame.networkInterface, 1, Integer::sum);
        tags.add(before);
        lengths.add(frame.captured == frame.original ? frame.captured : -1);
    }

    private static int u16(Frame frame, int at) {
        return frame.memory.get(U16, frame.offset + at) & 0xFFFF;
    }

    @Override
    public void tick(long atNanos) {
        ticks++;
        latestTick = atNanos;
    }

    int all() {
        return byPort.values().stream().mapToInt(Integer::intValue).sum();
    }
}
