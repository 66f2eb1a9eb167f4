package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the run of points a message is about: by its connection with one look, by its device when the connection is new. */
final class Runs {
    private static final int SLOTS = 16_384;
    private static final int MIX = 0x9E37_79B9;

    private final Baseline baseline;
    private final Measures learned;
    private final KeyText key = new KeyText();
    private final long[] connections = new long[SLOTS];
    private final @Nullable Run[] memo = new @Nullable Run[SLOTS];
    private final Tracked<RunKey, Run> runs = new Tracked<>(PhysicalLimits.DEFAULT.runsMax());
    private final Tracked<Address, Device> devices = new Tracked<>(DetectLimits.DEFAULT.trackedMax());
    /** Points that more than one run may hold; as many as the profile has entries. */
    private final Map<Measure, Track> tracks = new HashMap<>();

    private long withdrawals;

    Runs(Baseline baseline) {
        this.baseline = baseline;
        this.learned = baseline.measures("proc.point", Learned.COLUMNS);
    }

    private record RunKey(Address device, Points points, boolean written, boolean learning) {}

    /** The run; points that were not learned are in it only while {@code learning}. */
    Run of(ValueSeen seen, boolean learning) {
        if (withdrawals != baseline.withdrawals()) {
            forgetAll();
        }
        int slot = slot(seen, learning);
        Run remembered = memo[slot];
        if (remembered != null && connections[slot] == seen.connection().id() && remembered.is(seen)) {
            return remembered;
        }
        boolean written = seen.way() == ValueSeen.Way.WRITTEN;
        Address device = seen.connection().responder().address();
        Run run = runs.of(
                new RunKey(device, seen.points(), written, learning),
                wanted -> open(devices.of(device, Device::new), seen, learning));
        memo[slot] = run;
        connections[slot] = seen.connection().id();
        return run;
    }

    private void forgetAll() {
        withdrawals = baseline.withdrawals();
        Arrays.fill(memo, null);
        runs.clear();
        devices.clear();
        tracks.clear();
    }

    private Run open(Device device, ValueSeen seen, boolean learning) {
        Points points = seen.points();
        boolean written = seen.way() == ValueSeen.Way.WRITTEN;
        @Nullable
        Track[] followed = new @Nullable Track[Math.min(points.count(), PhysicalLimits.DEFAULT.runPointsMax())];
        for (int index = 0; index < followed.length; index++) {
            followed[index] = track(device, points.name(index), written, learning ? seen.atNanos() : -1);
        }
        return new Run(device, points, written, followed);
    }

    private @Nullable Track track(Device device, String name, boolean written, long learnAt) {
        key.start().part(device.address).part(written ? "written" : "seen").part(name);
        Measure row = learned.find(key);
        if (row == null && learnAt >= 0) {
            row = learned.learn(key, learnAt);
        }
        if (row == null) {
            return null;
        }
        Track known = tracks.get(row);
        if (known == null) {
            known = new Track(name, row, written);
            tracks.put(row, known);
            device.add(known);
        }
        return known;
    }

    private static int slot(ValueSeen seen, boolean learning) {
        Points points = seen.points();
        int mixed = Long.hashCode(seen.connection().id()) * 31 + points.space().hashCode();
        mixed = mixed * 31 + Long.hashCode(points.first()) * 7 + points.count();
        mixed = (mixed * 4 + (seen.way() == ValueSeen.Way.WRITTEN ? 2 : 0) + (learning ? 1 : 0)) * MIX;
        return (mixed ^ (mixed >>> 15)) & (SLOTS - 1);
    }
}
