package io.fieldwarden.agent.baseline;

import io.fieldwarden.agent.baseline.Ranges.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Separate runs of numbers in ascending order, with how often and from when to when they were used. */
public final class Runs extends Entry {
    private final int runsMax;
    private final List<Run> runs = new ArrayList<>(4);

    Runs(byte[] key, int runsMax, long firstNanos) {
        super(key, 0, firstNanos, firstNanos);
        this.runsMax = runsMax;
    }

    /**
     * As it was written.
     *
     * @param text the runs as {@link #toString} gives them
     */
    Runs(byte[] key, String text, int runsMax, long[] countFirstLast) {
        super(key, countFirstLast[0], countFirstLast[1], countFirstLast[2]);
        this.runsMax = runsMax;
        for (String part : text.split(" ")) {
            int dots = part.indexOf("..");
            long first = Long.parseLong(dots < 0 ? part : part.substring(0, dots));
            runs.add(new Run(first, dots < 0 ? first : Long.parseLong(part.substring(dots + 2))));
        }
    }

    /** Whether every number of {@code run} was learned. */
    public boolean covers(Run run) {
        for (Run learned : runs) {
            if (learned.first() <= run.first() && run.last() <= learned.last()) {
                return true;
            }
        }
        return false;
    }

    void add(Run run, long atNanos) {
        again(atNanos);
        if (covers(run)) {
            return;
        }
        int index = 0;
        while (index < runs.size() && runs.get(index).first() < run.first()) {
            index++;
        }
        runs.add(index, run);
        joinTouching();
        if (runs.size() > runsMax) {
            joinClosest();
        }
    }

    /** The runs, in ascending order. */
    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /** The runs as text, for instance {@code 0..9 100..119}. */
    @Override
    public String toString() {
        return runs.stream().map(Run::toString).collect(Collectors.joining(" "));
    }

    private void joinTouching() {
        for (int index = runs.size() - 1; index > 0; index--) {
            Run lower = runs.get(index - 1);
            Run upper = runs.get(index);
            if (upper.first() <= lower.last() + 1) {
                join(index - 1);
            }
        }
    }

    private void joinClosest() {
        int closest = 0;
        for (int index = 1; index < runs.size() - 1; index++) {
            if (gapAfter(index) < gapAfter(closest)) {
                closest = index;
            }
        }
        join(closest);
    }

    private long gapAfter(int index) {
        return runs.get(index + 1).first() - runs.get(index).last();
    }

    private void join(int index) {
        Run lower = runs.get(index);
        Run upper = runs.remove(index + 1);
        runs.set(index, new Run(lower.first(), Math.max(lower.last(), upper.last())));
    }
}
