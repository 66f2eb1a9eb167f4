package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.Completeness;
import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.contract.catalogue.AlertType;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.telemetry.RoomMeter;
import io.fieldwarden.agent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Shows each observation to the detectors that want it, in the order of their names, and turns what they find into alerts.
 * Belongs to one lane and is used by its thread only. A detector that throws is switched off and named in
 * {@link #troubles()}.
 */
public final class Detection implements ObservationSink, AutoCloseable {
    private final Baseline baseline;
    private final Situations situations;
    private final RoomMeter meter;
    private final List<String> troubles = new ArrayList<>();
    private final Map<Class<? extends Observation>, Watch> watches = new HashMap<>();
    private final Watch connections = new Watch();
    private final Watch operations = new Watch();
    private final Watch values = new Watch();
    private final Watch identities = new Watch();
    private final Watch anomalies = new Watch();
    private final Watch ticks = new Watch();
    private final Watch agent = new Watch();
    private final Watch listeners = new Watch();

    /**
     * @param detectors in any order; {@link #plugged()} finds those installed
     * @throws IllegalArgumentException if the settings name an alert type or threshold that no detector has, or a detector
     *     an alert type that the catalogue lacks
     */
    public Detection(
            List<Detector> detectors,
            AlertCatalogue catalogue,
            DetectSettings settings,
            Baseline baseline,
            AlertRoute route) {
        this.baseline = baseline;
        this.meter = route.meter();
        Map<String, AlertType> types = new HashMap<>();
        catalogue.alerts().forEach(type -> types.put(type.id(), type));
        new SettingsCheck(detectors, types).check(settings);
        AlertWriter writer = new AlertWriter(route.identity(), types);
        this.situations = new Situations(settings, route, writer, new Memory(baseline), this::found);
        watches.put(ConnectionSeen.class, connections);
        watches.put(OperationSeen.class, operations);
        watches.put(ValueSeen.class, values);
        watches.put(IdentitySeen.class, identities);
        watches.put(AnomalySeen.class, anomalies);
        watches.put(TimePassed.class, ticks);
        watches.put(AgentSeen.class, agent);
        open(detectors, new DetectContext(settings, baseline, situations));
    }

    /** The detectors that are installed, by name. */
    public static List<Detector> plugged() {
        List<Detector> found = new ArrayList<>();
        ServiceLoader.load(Detector.class).forEach(found::add);
        found.sort(Comparator.comparing(Detector::name));
        return found;
    }

    private void open(List<Detector> detectors, DetectContext context) {
        List<Detector> ordered = new ArrayList<>(detectors);
        ordered.sort(Comparator.comparing(Detector::name));
        for (Detector detector : ordered) {
            situations.knows(detector);
            Post post = new Post(detector.name(), detector.open(context));
            if (detector.hearsFindings()) {
                listeners.add(post);
            }
            for (Class<? extends Observation> kind : detector.sees()) {
                watch(kind).add(post);
            }
        }
    }

    private Watch watch(Class<? extends Observation> kind) {
        Watch watch = watches.get(kind);
        if (watch == null) {
            throw new IllegalArgumentException(kind + " is not a kind of observation");
        }
        return watch;
    }

    @Override
    public void observe(Observation observation) {
        meter.received(1);
        baseline.learning().timePassed(observation.atNanos());
        switch (observation) {
            case OperationSeen seen -> show(operations, seen);
            case ValueSeen seen -> show(values, seen);
            case ConnectionSeen seen -> show(connections, seen);
            case IdentitySeen seen -> show(identities, seen);
            case AnomalySeen seen -> show(anomalies, seen);
            case AgentSeen seen -> show(agent, seen);
            case TimePassed passed -> {
                baseline.assess();
                show(ticks, passed);
                situations.timePassed(passed.atNanos());
            }
        }
    }

    private void show(Watch watch, Observation observation) {
        for (Post post : watch.posts) {
            try {
                post.session().observe(observation);
            } catch (RuntimeException | StackOverflowError defect) {
                switchOff(post, defect);
            }
        }
    }

    private void found(Finding finding) {
        for (Post post : listeners.posts) {
            try {
                post.session().found(finding);
            } catch (RuntimeException | StackOverflowError defect) {
                switchOff(post, defect);
            }
        }
    }

    private void end(Post post) {
        try {
            post.session().close();
        } catch (RuntimeException | StackOverflowError defect) {
            switchOff(post, defect);
        }
    }

    private void switchOff(Post post, Throwable defect) {
        watches.values().forEach(watch -> watch.remove(post));
        listeners.remove(post);
        meter.failed(1);
        StackTraceElement[] trace = defect.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        troubles.add("detector " + post.name() + " is switched off: " + defect + where);
    }

    /** What is switched off or degraded and why, in words; empty when all is well. */
    public List<String> troubles() {
        List<String> all = new ArrayList<>(troubles);
        all.addAll(baseline.troubles());
        return all;
    }

    /** From now on these verdicts hold; call it on the lane's thread. */
    public void heed(Verdicts verdicts) {
        situations.heed(verdicts);
    }

    /** Whether what {@code who} does now must not become normal. */
    boolean suspects(Address who) {
        return situations.suspected(who);
    }

    /** Alerts and revisions that were not told because of a verdict. */
    public long silenced() {
        return situations.silenced();
    }

    /** Whether the baseline is still learning. */
    public boolean learning() {
        return baseline.learning().on();
    }

    /** How complete what was learned is. */
    public Completeness completeness() {
        return baseline.completeness();
    }

    /** What was learned, and the situations that are open, as the bytes of a file; take it on the lane's thread. */
    public byte[] snapshot() {
        situations.remember();
        return baseline.snapshot();
    }

    /** Tells what is held back or was only counted. */
    @Override
    public void close() {
        Set<Post> open = new LinkedHashSet<>();
        watches.values().forEach(watch -> Collections.addAll(open, watch.posts));
        open.forEach(this::end);
        situations.close();
    }

    /** A detector's session and the detector's name. */
    private record Post(String name, DetectorSession session) {}

    /** The sessions that want one kind of observation. */
    private static final class Watch {
        private Post[] posts = new Post[0];

        void add(Post post) {
            posts = Arrays.copyOf(posts, posts.length + 1);
            posts[posts.length - 1] = post;
        }

        /** Takes a session out; a loop over the posts that is under way is not disturbed. */
        void remove(Post post) {
            List<Post> kept = new ArrayList<>(List.of(posts));
            kept.remove(post);
            posts = kept.toArray(new Post[0]);
        }
    }
}
