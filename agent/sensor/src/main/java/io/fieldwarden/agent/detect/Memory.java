package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.baseline.Baseline;
import java.util.HashMap;
import java.util.Map;

/**
 * Carries open situations over a restart, in a note of the baseline: the same situation goes on under its id and count
 * instead of being told anew.
 */
final class Memory {
    private static final String NOTE = "situation";
    private final Baseline baseline;
    private final Map<String, Remembered> before = new HashMap<>();

    private record Remembered(long firstNanos, long lastNanos, long count, int revision) {}

    Memory(Baseline baseline) {
        this.baseline = baseline;
        baseline.kept(NOTE).lines().forEach(this::read);
    }

    /** Continues a situation that was open before the restart and is not over since. */
    void recall(String place, Situation fresh, long quietNanos) {
        Remembered known = before.remove(escape(place));
        if (known != null && fresh.firstNanos - known.lastNanos() <= quietNanos) {
            fresh.count = known.count() + 1;
            fresh.revision = known.revision();
            fresh.firstNanos = known.firstNanos();
        }
    }

    /** Replaces the note by the situations that are open now; those last seen before {@code oldestNanos} are over. */
    void keep(Map<String, Situation> table, long oldestNanos) {
        StringBuilder lines = new StringBuilder();
        before.values().removeIf(known -> known.lastNanos() < oldestNanos);
        before.forEach((place, known) -> line(lines, place, known));
        table.forEach((place, open) -> {
            if (open.told()) {
                line(lines, escape(place), new Remembered(open.firstNanos, open.lastNanos, open.count, open.revision));
            }
        });
        baseline.keep(NOTE, lines.toString());
    }

    private void read(String line) {
        String[] fields = line.split("\t", 5);
        if (fields.length == 5) {
            before.put(
                    fields[4],
                    new Remembered(
                            Long.parseLong(fields[0]),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]),
                            Integer.parseInt(fields[3])));
        }
    }

    private static void line(StringBuilder lines, String place, Remembered known) {
        lines.append(known.firstNanos()).append('\t').append(known.lastNanos()).append('\t');
        lines.append(known.count())
                .append('\t')
                .append(known.revision())
                .append('\t')
                .append(place)
                .append('\n');
    }

    private static String escape(String place) {
        return place.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
