package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.LinkType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a section's interface description blocks say: how to read the packets that name them. */
final class PcapngInterfaces {
    /** As much of one description as is looked at; options behind it are not read. */
    static final int READ_BYTES_MAX = 64 * 1024;

    private static final int OPTION_END = 0;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int FIRST_OPTION = 16;

    private record Description(@Nullable LinkType link, long snapLength, TimeUnits units) {}

    private final CaptureFile file;
    private final List<Description> descriptions = new ArrayList<>();

    PcapngInterfaces(CaptureFile file) {
        this.file = file;
    }

    void clear() {
        descriptions.clear();
    }

    int count() {
        return descriptions.size();
    }

    /** Longest packet interface {@code index} was told to keep. */
    long snapLength(int index) {
        return descriptions.get(index).snapLength;
    }

    /** {@code units} of interface {@code index} as nanoseconds since 1970. */
    long nanos(int index, long units) {
        return descriptions.get(index).units.toNanos(units);
    }

    /** Sets the frame's link type, or counts it as dropped and answers false. */
    boolean link(Frame frame) {
        LinkType link = descriptions.get(frame.networkInterface).link;
        if (link == null) {
            file.drop();
            return false;
        }
        frame.link = link;
        return true;
    }

    /** Reads the description block at {@code blockAt}, of which the first {@code readable} bytes lie in the feed. */
    void add(long blockAt, long blockLength, int readable) throws IOException {
        if (blockLength < 20) {
            throw file.damaged(
                    blockAt + 4, "an interface description claims " + blockLength + " bytes; expected at least 20");
        }
        if (descriptions.size() == file.limits.interfacesMax()) {
            throw file.damaged(blockAt, "expected at most " + file.limits.interfacesMax() + " interfaces in a section");
        }
        Feed feed = file.feed;
        long snapLength = feed.u32(12);
        descriptions.add(new Description(
                file.link(feed.u16(8)), snapLength == 0 ? Long.MAX_VALUE : snapLength, units(feed, (int)
                        Math.min(readable, blockLength - 4))));
    }

    private static TimeUnits units(Feed feed, int end) {
        int resolution = TimeUnits.MICROSECONDS;
        long offsetSeconds = 0;
        int at = FIRST_OPTION;
        while (at + 4 <= end) {
            int code = feed.u16(at);
            int length = feed.u16(at + 2);
            if (code == OPTION_END || at + 4 + length > end) {
                break;
            }
            if (code == OPTION_TIME_RESOLUTION && length == 1) {
                resolution = feed.u8(at + 4);
            } else if (code == OPTION_TIME_OFFSET && length == 8) {
                offsetSeconds = feed.i64(at + 4);
            }
            at += 4 + (length + 3 & ~3);
        }
        return new TimeUnits(resolution, offsetSeconds);
    }

    /**
     * The unit of time stamps, option {@code if_tsresol}: a power of ten, or of two if the top bit is set; always a
     * negative one.
     */
    record TimeUnits(int resolution, long offsetSeconds) {
        static final int MICROSECONDS = 6;

        /** Nanoseconds since 1970 of an unsigned count of units; what lies beyond a {@code long} becomes its end. */
        long toNanos(long units) {
            int power = resolution & 0x7F;
            long nanos = (resolution & 0x80) == 0 ? ofDecimal(units, power) : ofBinary(units, power);
            return offsetSeconds == 0 ? nanos : addSaturated(nanos, offsetSeconds);
        }

        private static long ofDecimal(long units, int power) {
            if (power == 9) {
                return units < 0 ? Long.MAX_VALUE : units;
            }
            if (power < 9) {
                return timesSaturated(units, tenTo(9 - power));
            }
            // An unsigned 64-bit number has at most 20 digits, and 10^19 is still one.
            return power - 9 > 19 ? 0 : Long.divideUnsigned(units, tenTo(power - 9));
        }

        private static long ofBinary(long units, int power) {
            if (power == 0) {
                return timesSaturated(units, NANOS_PER_SECOND);
            }
            if (power >= 64) {
                return 0;
            }
            long fraction = units & ((1L << power) - 1);
            // A 128-bit product, shifted right
            long high = Math.unsignedMultiplyHigh(fraction, NANOS_PER_SECOND);
            long low = fraction * NANOS_PER_SECOND;
            long nanos = high << (64 - power) | low >>> power;
            long whole = timesSaturated(units >>> power, NANOS_PER_SECOND);
            return whole > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : whole + nanos;
        }

        private static long timesSaturated(long units, long factor) {
            boolean fits = units >= 0 && Math.multiplyHigh(units, factor) == 0 && units * factor >= 0;
            return fits ? units * factor : Long.MAX_VALUE;
        }

        private static long addSaturated(long nanos, long seconds) {
            long limit = Long.MAX_VALUE / NANOS_PER_SECOND;
            long clamped = Math.clamp(seconds, -limit, limit) * NANOS_PER_SECOND;
            long sum = nanos + clamped;
            // Nanos are never negative, so only the sum of two positive numbers can leave the range; before 1970 is 0.
            return clamped > 0 && sum < 0 ? Long.MAX_VALUE : Math.max(sum, 0);
        }

        private static long tenTo(int power) {
            long number = 1;
            for (int i = 0; i < power; i++) {
                number *= 10;
            }
            return number;
        }
    }
}
