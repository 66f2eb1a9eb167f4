package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;

/** Tells the values of a data frame (clause 6.3). */
final class C37118Data {
    private static final double ANGLE = 1e-4;

    private final C37118Facts facts;

    C37118Data(C37118Facts facts) {
        this.facts = facts;
    }

    /** All units of a frame whose size fits its configuration. */
    void read(C37118Configuration configuration, Window bytes, long atNanos) {
        int at = C37118Limits.HEADER;
        for (C37118Configuration.Pmu pmu : configuration.pmus()) {
            unit(pmu, bytes, at, atNanos);
            at += pmu.size();
        }
    }

    /** Table 7: data error, time lost, modified. */
    static ValueSeen.Quality quality(int stat) {
        if ((stat & 0xC000) != 0) {
            return ValueSeen.Quality.BAD;
        }
        return (stat & 0x2200) != 0 ? ValueSeen.Quality.UNCERTAIN : ValueSeen.Quality.GOOD;
    }

    private void unit(C37118Configuration.Pmu pmu, Window bytes, int start, long atNanos) {
        ValueSeen.Quality quality = quality(bytes.u16(start));
        int at = start + 2;
        for (int index = 0; index < pmu.phasors().size(); index += 2) {
            phasor(pmu, index, bytes, start, atNanos);
            at += pmu.phasorFloat() ? 8 : 4;
        }
        boolean real = pmu.frequencyFloat();
        double frequency = real ? single(bytes, at) : pmu.nominal() + signed(bytes, at) / 1000.0;
        double rocof = real ? single(bytes, at + 4) : signed(bytes, at + 2) / 100.0;
        tell(pmu.frequency(), frequency, quality, "Hz", atNanos);
        tell(pmu.rocof(), rocof, quality, "Hz/s", atNanos);
        at += real ? 8 : 4;
        for (Points analog : pmu.analogs()) {
            tell(analog, pmu.analogFloat() ? single(bytes, at) : signed(bytes, at), quality, "", atNanos);
            at += pmu.analogFloat() ? 4 : 2;
        }
        for (Points digital : pmu.digitals()) {
            tell(digital, bytes.u16(at), quality, "", atNanos);
            at += 2;
        }
    }

    /** The phasor at {@code at}; the status of its unit begins at {@code start}. */
    private void phasor(C37118Configuration.Pmu pmu, int index, Window bytes, int start, long atNanos) {
        int at = start + 2 + index / 2 * (pmu.phasorFloat() ? 8 : 4);
        ValueSeen.Quality quality = quality(bytes.u16(start));
        double scale = pmu.scales().get(index / 2);
        double first;
        double second;
        if (pmu.phasorFloat()) {
            first = single(bytes, at);
            second = single(bytes, at + 4);
        } else if (pmu.polar()) {
            first = bytes.u16(at) * scale;
            second = signed(bytes, at + 2) * ANGLE;
        } else {
            first = signed(bytes, at) * scale;
            second = signed(bytes, at + 2) * scale;
        }
        String unit = pmu.units().get(index / 2);
        tell(pmu.phasors().get(index), first, quality, unit, atNanos);
        tell(pmu.phasors().get(index + 1), second, quality, pmu.polar() ? "rad" : unit, atNanos);
    }

    private static double single(Window bytes, int at) {
        return Float.intBitsToFloat(bytes.i32(at));
    }

    private static int signed(Window bytes, int at) {
        return (short) bytes.u16(at);
    }

    private void tell(Points point, double value, ValueSeen.Quality quality, String unit, long atNanos) {
        Values values = new Values.Numbers(new double[] {value});
        facts.stated(ValueSeen.Way.REPORTED, point, values, new C37118Facts.Stated(quality, unit), atNanos);
    }
}
