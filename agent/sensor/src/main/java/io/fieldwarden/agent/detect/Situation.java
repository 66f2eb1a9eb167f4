package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One situation while it lasts: its first sighting, how often it was seen, and how much of that was told. */
final class Situation {
    static final int NOT_TOLD = -1;

    final Raise raise;
    final Finding first;
    long firstNanos;
    long lastNanos;
    long count = 1;
    /** Latest revision told, {@link #NOT_TOLD} while the situation is held back. */
    int revision = NOT_TOLD;

    long toldNanos;
    boolean changed;
    /** Whether what the originator does while this is open must not become normal. */
    boolean suspects;
    /** When the packets that followed are fetched; 0 when that is done. */
    long evidenceDueNanos;

    private @Nullable Severity severity;
    private final Set<String> notes = new LinkedHashSet<>();
    private long notesBeyond;
    private final Map<String, Long> folded = new TreeMap<>();

    Situation(Raise raise, Finding first) {
        this.raise = raise;
        this.first = first;
        this.firstNanos = first.atNanos();
        this.lastNanos = first.atNanos();
        this.severity = first.severity();
        note(first.note());
    }

    boolean told() {
        return revision != NOT_TOLD;
    }

    /** Counts a sighting; answers whether it made the situation worse. */
    boolean again(Finding finding) {
        count++;
        changed = true;
        lastNanos = Math.max(lastNanos, finding.atNanos());
        note(finding.note());
        Severity now = finding.severity();
        boolean worse = now != null && (severity == null || now.compareTo(severity) > 0);
        if (worse) {
            severity = now;
        }
        return worse;
    }

    /** Counts a duller finding that this situation explains. */
    void fold(Finding duller) {
        folded.merge(duller.type(), 1L, Long::sum);
        changed = true;
        lastNanos = Math.max(lastNanos, duller.atNanos());
    }

    Severity severityOr(Severity ofType) {
        return severity == null ? ofType : severity;
    }

    /** The values seen, with those of sightings that were only counted. */
    List<String> values(List<String> ofStory) {
        List<String> values = new ArrayList<>(ofStory);
        for (String note : notes) {
            if (!values.contains(note)) {
                values.add(note);
            }
        }
        if (notesBeyond > 0) {
            values.add("and " + Phrases.count(notesBeyond) + " more");
        }
        folded.forEach((type, times) -> values.add("also " + type + ", " + Phrases.count(times, "time")));
        return values;
    }

    private void note(String note) {
        if (note.isEmpty() || notes.contains(note)) {
            return;
        }
        if (notes.size() < DetectLimits.DEFAULT.notesMax()) {
            notes.add(note);
        } else {
            notesBeyond++;
        }
    }
}
