package io.fieldwarden.agent.spool;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts on disk and the index of them in memory. Not safe for threads: {@link Spool} holds the lock.
 *
 * <p>When it is full, dead frames are cleared away first; then the oldest file of the lowest severity goes, as long as
 * that severity is not above the newcomer's; else the newcomer goes.
 */
final class AlertLog {
    private static final Logger LOG = LoggerFactory.getLogger(AlertLog.class);
    /** A file with nothing left to send is deleted early once it has this share of its full size. */
    private static final int EARLY_SHARE = 4;

    private final SpoolLimits limits;
    private final Segments segments;
    private final Tally tally;
    private final Map<AlertKey, Place> waiting = new LinkedHashMap<>();
    /** Replaced by a newer revision that is not forced yet; on disk they count until it is. */
    private final List<Place> superseded = new ArrayList<>();

    private long nextSequence = 1;
    private long damaged;
    private long collapsed;
    private boolean dirty;
    private boolean trouble;
    private long droppedBeforeTrouble;

    AlertLog(Path directory, SpoolLimits limits) throws IOException {
        this.limits = limits;
        segments = new Segments(directory);
        tally = Tally.open(directory.resolve("dropped"));
        recover(directory);
    }

    /** Writes an alert, or counts it as dropped. Lasting only after {@link #commit}. */
    void append(Alert alert) {
        AlertKey key = AlertKey.of(alert.id());
        Place known = waiting.get(key);
        if (known != null && known.revision() >= alert.revision()) {
            collapsed++; // the same or a newer revision waits already
            return;
        }
        byte[] json;
        try {
            json = AlertForm.json(known == null ? alert : withPacketsOf(known, alert));
        } catch (RuntimeException e) { // the next alert must not suffer for a text that has no JSON form
            LOG.error("Spool: an alert of type {} has no JSON form and was dropped; this is a defect", alert.type(), e);
            drop(1);
            return;
        }
        boolean kept = json.length <= SpoolLimits.ALERT_BYTES_MAX
                && write(alert, key, Frame.encode(nextSequence, key, alert.revision(), json));
        if (!kept) {
            drop(1);
        }
    }

    /** Forces everything written to the medium; only then do older revisions stop counting. */
    void commit() throws IOException {
        tally.save();
        if (!dirty) {
            return;
        }
        dirty = false;
        segments.force();
        tally.force();
        while (!superseded.isEmpty()) {
            bury(superseded.removeLast());
        }
    }

    /** The alerts that have waited longest, as many as fit; always at least one if any waits. */
    List<SpooledAlert> peek(int alertsMax, long bytesMax) throws IOException {
        commit(); // on disk before they are sent
        List<SpooledAlert> found = new ArrayList<>();
        long bytes = 0;
        Iterator<Map.Entry<AlertKey, Place>> oldestFirst = waiting.entrySet().iterator();
        while (oldestFirst.hasNext() && found.size() < alertsMax) {
            Map.Entry<AlertKey, Place> entry = oldestFirst.next();
            Place place = entry.getValue();
            bytes += place.size();
            if (bytes > bytesMax && !found.isEmpty()) {
                break;
            }
            Optional<byte[]> json = payload(place);
            if (json.isPresent()) {
                found.add(new SpooledAlert(entry.getKey(), place.revision(), json.get()));
            } else {
                oldestFirst.remove();
                damaged++;
                bury(place);
                LOG.warn("Spool: one alert on disk could not be read any more and was skipped (check the disk)");
            }
        }
        return found;
    }

    /**
     * Forgets an alert the collector has stored.
     *
     * @return whether it waited; not if a newer revision does
     */
    boolean release(SpooledAlert alert) {
        Place place = waiting.get(alert.key());
        if (place == null || place.revision() > alert.revision()) {
            return false;
        }
        waiting.remove(alert.key());
        bury(place);
        return true;
    }

    /** Counts alerts as given up. */
    void drop(long alerts) {
        tally.add(alerts);
    }

    int waiting() {
        return waiting.size();
    }

    long liveBytes() {
        return segments.liveBytes();
    }

    long dropped() {
        return tally.count();
    }

    long damaged() {
        return damaged;
    }

    long collapsed() {
        return collapsed;
    }

    boolean dirty() {
        return dirty;
    }

    void close() throws IOException {
        try {
            commit();
        } finally {
            segments.close();
            tally.close();
        }
    }

    /** The newer revision takes the place of one that was never sent: packets only the older one has must not be lost. */
    private Alert withPacketsOf(Place older, Alert alert) {
        if (alert.evidence() != null) {
            return alert;
        }
        try {
            return payload(older)
                    .map(json -> ContractJson.read(json, Alert.class).evidence())
                    .map(alert::withEvidence)
                    .orElse(alert);
        } catch (IOException e) {
            troubled(e);
            return alert;
        }
    }

    private boolean write(Alert alert, AlertKey key, ByteBuffer frame) {
        Severity severity = alert.severity();
        int size = frame.remaining();
        while (true) {
            try {
                if (!makeRoom(size, severity)) {
                    return false;
                }
                Segment segment = segments.toWrite(severity, size, limits.segmentBytes(), nextSequence);
                Place place = new Place(segment, segment.append(frame.rewind()), size, alert.revision());
                nextSequence++;
                dirty = true;
                supersede(waiting.remove(key));
                waiting.put(key, place);
                recovered();
                return true;
            } catch (IOException e) {
                troubled(e);
                if (!evictBelow(severity)) {
                    return false;
                }
            }
        }
    }

    private void supersede(@org.jspecify.annotations.Nullable Place older) {
        if (older != null) {
            collapsed++;
            superseded.add(older);
        }
    }

    private boolean makeRoom(int size, Severity severity) throws IOException {
        while (segments.bytes() + size > limits.usable()) {
            if (!reclaim() && !evict(severity)) {
                return false;
            }
        }
        while (waiting.size() >= limits.alertsMax()) {
            if (!evict(severity)) {
                return false;
            }
        }
        return true;
    }

    /** Clears away dead frames: moves what is live in the deadest file to the end of its chain and deletes the file. */
    private boolean reclaim() throws IOException {
        commit();
        Optional<Segment> found = segments.mostlyDead();
        if (found.isEmpty()) {
            return false;
        }
        Segment victim = found.get();
        segments.seal(victim);
        for (Map.Entry<AlertKey, Place> entry : waiting.entrySet()) {
            Place place = entry.getValue();
            if (place.segment().equals(victim)) {
                entry.setValue(move(place));
                superseded.add(place);
                dirty = true;
            }
        }
        commit(); // buries what was moved, and so deletes the file
        if (!victim.deleted() && victim.liveFrames() == 0) {
            segments.delete(victim);
        }
        return victim.deleted();
    }

    private Place move(Place place) throws IOException {
        ByteBuffer frame = place.segment().read(place.at(), place.size());
        Segment target =
                segments.toWrite(place.segment().severity(), place.size(), limits.segmentBytes(), nextSequence++);
        return new Place(target, target.append(frame), place.size(), place.revision());
    }

    private boolean evict(Severity newcomer) throws IOException {
        Optional<Segment> victim =
                segments.leastWorth().filter(segment -> segment.severity().compareTo(newcomer) <= 0);
        if (victim.isEmpty()) {
            return false;
        }
        giveUp(victim.get());
        return true;
    }

    /** On a disk that others fill, room is made only for something more severe: else all would go, one by one. */
    private boolean evictBelow(Severity newcomer) {
        Optional<Segment> victim =
                segments.leastWorth().filter(segment -> segment.severity().compareTo(newcomer) < 0);
        try {
            if (victim.isPresent()) {
                giveUp(victim.get());
            }
            return victim.isPresent();
        } catch (IOException e) {
            troubled(e);
            return false;
        }
    }

    private void giveUp(Segment victim) throws IOException {
        int before = waiting.size();
        waiting.values().removeIf(place -> place.segment().equals(victim));
        drop(before - waiting.size());
        tally.save(); // counted first: a crash may count one twice, never forget one
        segments.delete(victim);
    }

    private void bury(Place place) {
        Segment segment = place.segment();
        if (segment.deleted()) {
            return;
        }
        try {
            segment.bury(place.at(), place.size());
            boolean large = segment.size() >= limits.segmentBytes() / EARLY_SHARE;
            if (segment.liveFrames() == 0 && (large || !segments.isOpen(segment))) {
                segments.delete(segment);
            }
        } catch (IOException e) {
            LOG.debug("An alert that cannot be marked as sent is sent once more after the next start", e);
        }
    }

    private Optional<byte[]> payload(Place place) throws IOException {
        ByteBuffer bytes = place.segment().read(place.at(), place.size());
        Frame frame = Frame.at(bytes, 0, bytes.limit());
        return frame == null || frame.size() != place.size()
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(bytes.array(), Frame.HEADER_BYTES, place.size()));
    }

    private void troubled(IOException e) {
        if (!trouble) {
            trouble = true;
            droppedBeforeTrouble = tally.count();
            LOG.warn(
                    "Spool: the disk refuses writing ({}); alerts are dropped and counted until it has room",
                    e.toString());
        }
    }

    private void recovered() {
        if (trouble) {
            trouble = false;
            LOG.info(
                    "Spool: the disk takes alerts again; {} were dropped meanwhile",
                    tally.count() - droppedBeforeTrouble);
        }
    }

    private void recover(Path directory) throws IOException {
        record Found(long sequence, AlertKey key, Place place) {}
        List<Found> found = new ArrayList<>();
        for (Segment segment : segmentsIn(directory)) {
            Scan scan = segment.recover();
            segments.adopt(segment);
            damaged += scan.damaged();
            nextSequence = Math.max(nextSequence, segment.number() + 1);
            for (Frame frame : scan.frames()) {
                nextSequence = Math.max(nextSequence, frame.sequence() + 1);
                if (!frame.dead()) {
                    segment.revive(frame.size());
                    found.add(new Found(
                            frame.sequence(),
                            frame.key(),
                            new Place(segment, frame.at(), frame.size(), frame.revision())));
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::sequence));
        for (Found each : found) {
            keepNewest(each.key(), each.place());
        }
        dirty = true;
        commit();
        segments.deleteEmpty();
        if (damaged > 0) {
            LOG.warn("Spool: {} damaged alerts on disk were skipped; {} could be read", damaged, waiting.size());
        }
    }

    private void keepNewest(AlertKey key, Place place) {
        Place other = waiting.get(key);
        if (other != null && other.revision() >= place.revision()) {
            superseded.add(place);
        } else {
            if (other != null) {
                superseded.add(waiting.remove(key));
            }
            waiting.put(key, place);
        }
    }

    private static List<Segment> segmentsIn(Path directory) throws IOException {
        List<Segment> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.sorted().toList()) {
                Segment.open(path).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingLong(Segment::number));
        return found;
    }
}
