package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stream's data frames hold (clause 6.4), names made ready so that a data frame builds none. */
record C37118Configuration(List<Pmu> pmus, int dataSize) {

    /**
     * One measurement unit.
     *
     * @param polar phasors are magnitude and angle
     * @param phasorFloat, analogFloat, frequencyFloat numbers are floating-point, not scaled integers
     * @param scales of integer phasors, per bit
     * @param units of phasors, V or A
     * @param nominal frequency in Hz
     */
    record Pmu(
            String station,
            int id,
            boolean polar,
            boolean phasorFloat,
            boolean analogFloat,
            boolean frequencyFloat,
            List<Points> phasors,
            List<Double> scales,
            List<String> units,
            List<Points> analogs,
            List<Points> digitals,
            Points frequency,
            Points rocof,
            int nominal) {

        int size() {
            return 2
                    + phasors.size() / 2 * (phasorFloat ? 8 : 4)
                    + (frequencyFloat ? 8 : 4)
                    + analogs.size() * (analogFloat ? 4 : 2)
                    + digitals.size() * 2;
        }
    }

    /** Reads the frame of {@code size} bytes; null if it ends before its channels or has more than the limits allow. */
    static @Nullable C37118Configuration read(Window bytes, int size, boolean three, C37118Limits limits) {
        Reader reader = new Reader(bytes, size - 2, three, limits);
        int count = reader.units();
        List<Pmu> pmus = new ArrayList<>();
        int data = C37118Limits.FRAME_MIN;
        for (int index = 0; index < count && !reader.cut; index++) {
            Pmu pmu = reader.pmu();
            if (pmu == null) {
                return null;
            }
            pmus.add(pmu);
            data += pmu.size();
        }
        return reader.cut || pmus.isEmpty() ? null : new C37118Configuration(List.copyOf(pmus), data);
    }

    /** A cursor that says when the frame is too short. */
    private static final class Reader {
        private static final int NAME = 16;
        private final Window bytes;
        private final int end;
        private final boolean three;
        private final C37118Limits limits;
        private int at = C37118Limits.HEADER;
        private int channels;
        private boolean cut;

        Reader(Window bytes, int end, boolean three, C37118Limits limits) {
            this.bytes = bytes;
            this.end = end;
            this.three = three;
            this.limits = limits;
        }

        int units() {
            skip(three ? 6 : 4);
            int count = number();
            cut |= count > limits.pmusMax();
            return cut ? 0 : count;
        }

        private void skip(int count) {
            cut |= count > end - at;
            at += cut ? 0 : count;
        }

        private int number() {
            int start = at;
            skip(2);
            return cut ? 0 : bytes.u16(start);
        }

        private int wide() {
            int start = at;
            skip(4);
            return cut ? 0 : bytes.i32(start);
        }

        private String name() {
            int size = NAME;
            if (three) {
                cut |= at >= end;
                size = cut ? 0 : bytes.u8(at);
                skip(1);
            }
            int start = at;
            skip(size);
            String text = cut ? "" : bytes.latin1(start, size);
            int stop = text.indexOf(0);
            return (stop < 0 ? text : text.substring(0, stop)).strip();
        }

        @Nullable
        Pmu pmu() {
            String station = name();
            int id = number();
            skip(three ? 16 : 0);
            int format = number();
            int phasorCount = number();
            int analogCount = number();
            int digitalCount = number();
            channels += phasorCount + analogCount + digitalCount;
            if (cut || channels > limits.channelsMax()) {
                return null;
            }
            boolean polar = (format & 1) != 0;
            String prefix = station.isEmpty() ? Integer.toString(id) : station;
            List<Points> phasors = new ArrayList<>();
            for (int index = 0; index < phasorCount; index++) {
                String channel = prefix + "/" + name();
                phasors.add(Points.named(channel + (polar ? "/magnitude" : "/real")));
                phasors.add(Points.named(channel + (polar ? "/angle" : "/imaginary")));
            }
            List<Points> analogs = new ArrayList<>();
            for (int index = 0; index < analogCount; index++) {
                analogs.add(Points.named(prefix + "/" + name()));
            }
            List<Points> digitals = digitals(prefix, digitalCount);
            List<Double> scales = new ArrayList<>();
            List<String> units = new ArrayList<>();
            scales(phasorCount, scales, units);
            skip(analogCount * (three ? 8 : 4) + digitalCount * 4 + (three ? 21 : 0));
            int nominal = (number() & 1) == 1 ? 50 : 60;
            skip(2);
            return new Pmu(
                    station,
                    id,
                    polar,
                    (format & 2) != 0,
                    (format & 4) != 0,
                    (format & 8) != 0,
                    phasors,
                    scales,
                    units,
                    analogs,
                    digitals,
                    Points.named(prefix + "/frequency"),
                    Points.named(prefix + "/rocof"),
                    nominal);
        }

        /** Each digital word has sixteen names, one a bit; the words are told. */
        private List<Points> digitals(String prefix, int count) {
            List<Points> digitals = new ArrayList<>();
            for (int index = 0; index < count && !cut; index++) {
                for (int bit = 0; bit < 16; bit++) {
                    name();
                }
                digitals.add(Points.named(prefix + "/digital/" + index));
            }
            return digitals;
        }

        private void scales(int count, List<Double> scales, List<String> units) {
            for (int index = 0; index < count; index++) {
                int word = wide();
                boolean current = three ? (word & 8) != 0 : (word >>> 24) == 1;
                units.add(current ? "A" : "V");
                if (three) {
                    scales.add((double) Float.intBitsToFloat(wide()));
                    skip(4);
                } else {
                    scales.add((word & 0xFF_FFFF) * 1e-5);
                }
            }
        }
    }
}
