package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.baseline.Measures;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Listens to the devices of one lane. */
final class SilenceSession implements DetectorSession {
    private static final int MESSAGES = 0;
    private static final int LONGEST = 1;
    private static final double SECOND = 1e9;
    /** Ticks come every second; longer is a hole in a file or a sleeping machine, in which nobody was listened to. */
    private static final long HOLE_NANOS = 5_000_000_000L;

    private final DetectContext context;
    private final Measures profile;
    private final Map<Address, Speaker> speakers = new HashMap<>();
    private final List<Speaker> all = new ArrayList<>();
    private final KeyText key = new KeyText();
    private @Nullable Speaker latest;
    private long heardNanos;
    private long tickNanos;

    SilenceSession(DetectContext context) {
        this.context = context;
        this.profile = context.baseline().measures("rate.pause", "messages", "longest-seconds");
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case OperationSeen seen -> operation(seen);
            case TimePassed passed -> tick(passed.atNanos());
            case ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, AgentSeen _ -> {}
        }
    }

    private void operation(OperationSeen seen) {
        if (seen.connection().transport() == Transport.BROKER) {
            return;
        }
        switch (seen.outcome().kind()) {
            case SUCCEEDED, REFUSED -> heard(seen, seen.from().opposite());
            case ONE_WAY -> heard(seen, seen.from());
            case UNANSWERED -> {} // nobody spoke
        }
    }

    private void heard(OperationSeen seen, Direction side) {
        Endpoint device = seen.connection().end(side);
        long at = seen.atNanos();
        heardNanos = Math.max(heardNanos, at);
        Speaker speaker = latest;
        if (speaker == null || !speaker.device.address().equals(device.address())) {
            speaker = speaker(device, at);
        }
        if (speaker == null) {
            return;
        }
        latest = speaker;
        double pause = (at - speaker.heardNanos) / SECOND;
        speaker.heardNanos = Math.max(speaker.heardNanos, at);
        speaker.told = false;
        Measure row = speaker.pauses;
        if (row != null && context.baseline().learning().on()) {
            row.set(MESSAGES, row.get(MESSAGES) + 1);
            row.set(LONGEST, Math.max(row.get(LONGEST), pause));
        }
    }

    private @Nullable Speaker speaker(Endpoint device, long atNanos) {
        Speaker known = speakers.get(device.address());
        if (known != null) {
            return known;
        }
        boolean full = speakers.size() >= DetectLimits.DEFAULT.trackedMax();
        if (full || device.address().isGroup() || !context.settings().isHome(device.address())) {
            return null;
        }
        key.start().part(device.address());
        boolean learning = context.baseline().learning().on();
        Speaker fresh = new Speaker(device, learning ? profile.learn(key, atNanos) : profile.find(key), atNanos);
        speakers.put(device.address(), fresh);
        all.add(fresh);
        return fresh;
    }

    private void tick(long atNanos) {
        long passed = atNanos - tickNanos;
        tickNanos = atNanos;
        if (passed > HOLE_NANOS || passed < 0) {
            all.forEach(speaker -> speaker.heardNanos = atNanos);
            return;
        }
        if (context.baseline().learning().on() || !profile.judges() || atNanos - heardNanos > HOLE_NANOS) {
            return;
        }
        int steady = 0;
        int silent = 0;
        for (int index = 0; index < all.size(); index++) { // by index: every second
            Speaker speaker = all.get(index);
            if (most(speaker) != Speaker.NEVER) {
                steady++;
                silent += isSilent(speaker, atNanos) ? 1 : 0;
            }
        }
        if (silent > 0 && silent <= steady / 2) { // when most are silent, the sensor does not hear them
            tellSilent(atNanos);
        }
    }

    private static boolean isSilent(Speaker speaker, long atNanos) {
        return (atNanos - speaker.heardNanos) / SECOND > speaker.mostSeconds;
    }

    private void tellSilent(long atNanos) {
        for (Speaker speaker : all) {
            Measure row = speaker.pauses;
            if (row != null && !speaker.told && isSilent(speaker, atNanos)) {
                speaker.told = true; // one silence is one sighting, however long
                raise(speaker, row, speaker.mostSeconds, atNanos);
            }
        }
    }

    /** How long a device may be silent: worked out once, when learning is over. */
    private double most(Speaker speaker) {
        if (Double.isNaN(speaker.mostSeconds)) {
            speaker.mostSeconds =
                    speaker.pauses == null ? Speaker.NEVER : most(speaker.pauses, speaker.device.address());
        }
        return speaker.mostSeconds;
    }

    private double most(Measure row, Address device) {
        double longest = row.get(LONGEST);
        boolean steady = row.get(MESSAGES) >= context.settings().value(Silence.SAMPLES, device)
                && longest <= context.settings().value(Silence.STEADY, device);
        return steady
                ? Math.max(
                        context.settings().value(Silence.SECONDS, device),
                        longest * context.settings().value(Silence.FACTOR, device))
                : Speaker.NEVER;
    }

    private void raise(Speaker speaker, Measure row, double most, long atNanos) {
        Address device = speaker.device.address();
        long since = speaker.heardNanos;
        String longest = Phrases.count((long) Math.ceil(row.get(LONGEST)), "second");
        Expectation expected = new Expectation(
                device + " spoke at least every " + longest + "; more than " + Phrases.count((long) most, "second")
                        + " of silence is too long.",
                List.of(),
                (long) row.get(MESSAGES),
                Phrases.instant(row.firstNanos()));
        String seen = device + " was not heard since " + Phrases.instant(since) + ", while others were.";
        Finding finding = new Finding(
                atNanos,
                Silence.TYPE,
                device.toString(),
                new Who(speaker.device, null, "", 0),
                () -> Story.unlearned(expected, seen, 0.8));
        context.findings().raise(finding.noting("silent from " + Phrases.instant(since)));
    }
}
