package io.fieldwarden.agent.baseline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that one lane has learned: named profiles, and whether learning goes on. Owned by the lane's thread; take a
 * {@link #snapshot} there and let another thread write it.
 */
public final class Baseline {
    private final Learning learning;
    private final BaselineLimits limits;
    private final Map<String, Profile> profiles = new TreeMap<>();
    private final Map<String, String> notes = new TreeMap<>();
    private long withdrawals;
    private Completeness completeness = Completeness.NONE;
    private long assessNanos;

    public Baseline(Learning learning, BaselineLimits limits) {
        this.learning = learning;
        this.limits = limits;
    }

    public Learning learning() {
        return learning;
    }

    BaselineLimits limits() {
        return limits;
    }

    /** The profile of that name; made when first asked for. */
    public SeenBefore seen(String name) {
        Profile profile = profiles.computeIfAbsent(name, fresh -> new SeenBefore(bounded(fresh), learning, limits));
        if (profile instanceof SeenBefore seen) {
            return seen;
        }
        throw new IllegalArgumentException("profile " + name + " is not one of keys");
    }

    /** The profile of that name; made when first asked for. */
    public Ranges ranges(String name) {
        Profile profile = profiles.computeIfAbsent(name, fresh -> new Ranges(bounded(fresh), learning, limits));
        if (profile instanceof Ranges ranges) {
            return ranges;
        }
        throw new IllegalArgumentException("profile " + name + " is not one of ranges");
    }

    /**
     * The profile of that name; made when first asked for. What another version of the program learned in other columns is
     * given up.
     *
     * @param columns what the numbers are called
     */
    public Measures measures(String name, String... columns) {
        List<String> wanted = List.of(columns);
        if (profiles.get(name) instanceof Measures known && known.columns().equals(wanted)) {
            return known;
        }
        profiles.remove(name);
        Measures fresh = new Measures(bounded(name), wanted, learning, limits);
        profiles.put(name, fresh);
        return fresh;
    }

    /** Takes back what was learned of keys that begin with {@code firstPart} since {@code sinceNanos}. */
    public void forget(String firstPart, long sinceNanos) {
        withdrawals++;
        for (Profile profile : profiles.values()) {
            profile.forget(firstPart, sinceNanos);
        }
    }

    /** Goes up when something that was normal is so no more; whoever remembers entries of a profile has to forget them then. */
    public long withdrawals() {
        return withdrawals;
    }

    /** Ends learning now. */
    public void freeze() {
        learning.freeze();
    }

    /** Judges now and then, while learning, how complete it is; ends learning when that is enough. */
    public void assess() {
        if (learning.on() && learning.watchedNanos() >= assessNanos) {
            assessNow();
            learning.reached(completeness.share());
        }
    }

    private void assessNow() {
        Completeness.Tally tally = new Completeness.Tally(learning.watchedNanos());
        for (Profile profile : profiles.values()) {
            profile.entries().forEach(tally::add);
        }
        completeness = tally.figure();
        assessNanos = learning.watchedNanos() + completeness.stretchNanos();
    }

    /** How complete it was when that was judged last. */
    public Completeness completeness() {
        return completeness;
    }

    /** What was learned of each device that is a key of {@code devices}, in the order of those keys. */
    public List<AssetFigure> assets(SeenBefore devices) {
        List<String> names = devices.entries().stream().map(Entry::text).toList();
        return AssetFigure.of(profiles.values(), names, learning.watchedNanos());
    }

    /** All profiles, by name. */
    public Collection<Profile> profiles() {
        return Collections.unmodifiableCollection(profiles.values());
    }

    /** Lines that another room wants back after a restart, by a name; they replace earlier ones of that name. */
    public void keep(String name, String lines) {
        notes.put(name, lines);
    }

    /** What was kept under that name, empty if nothing was. */
    public String kept(String name) {
        return notes.getOrDefault(name, "");
    }

    /** What is degraded, in words: profiles that had no room for all there was to learn. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        for (Profile profile : profiles.values()) {
            if (profile.overflowed()) {
                troubles.add("baseline: profile " + profile.name() + " is full at " + limits.keysMax()
                        + " entries; alerts that rest on it are silent");
            }
        }
        return troubles;
    }

    /** The whole baseline as the bytes of its file. */
    public byte[] snapshot() {
        Lines lines = new Lines();
        BaselineText.begin(lines, learning);
        for (Map.Entry<String, String> note : notes.entrySet()) {
            note.getValue()
                    .lines()
                    .forEach(line ->
                            lines.text("note").text(note.getKey()).text(line).end());
        }
        for (Profile profile : profiles.values()) {
            profile.write(lines);
        }
        return BaselineText.seal(lines.bytes());
    }

    /**
     * Takes in a snapshot, in place of what is there.
     *
     * @throws IllegalArgumentException if it is damaged, saying what was found and what was expected
     */
    public void restore(byte[] snapshot) {
        Baseline read = new Baseline(new Learning(Learning.Mode.LEARN, Duration.ofNanos(Long.MAX_VALUE)), limits);
        new BaselineText(read).read(snapshot);
        adopt(snapshot);
    }

    private void adopt(byte[] snapshot) {
        withdrawals++;
        profiles.clear();
        notes.clear();
        new BaselineText(this).read(snapshot);
        assessNow();
    }

    void addNote(String name, String line) {
        notes.merge(name, line, (before, more) -> before + "\n" + more);
    }

    private String bounded(String name) {
        if (profiles.size() >= limits.profilesMax()) {
            throw new IllegalStateException("profile " + name + " would be one more than " + limits.profilesMax());
        }
        return name;
    }

    @Override
    public String toString() {
        return new String(snapshot(), StandardCharsets.UTF_8);
    }
}
