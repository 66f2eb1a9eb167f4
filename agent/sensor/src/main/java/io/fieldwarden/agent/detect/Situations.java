package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Suppression: says a situation once, then counts. Everything it does later (holding back, revisions, evidence, closing) is
 * driven by traffic time.
 */
final class Situations implements DetectContext.Findings {
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final long QUIET_NANOS = 60 * SWEEP_NANOS;

    private final DetectSettings settings;
    private final AlertRoute route;
    private final AlertWriter writer;
    private final Map<String, Raise> raises = new HashMap<>();
    private final Covers covers = new Covers();
    private final Map<String, Situation> table = new LinkedHashMap<>();
    /** Situations about which something is still to be told, in the order they came to be so. */
    private final Set<Situation> active = new LinkedHashSet<>();

    private final Map<Address, Integer> suspects = new HashMap<>();
    private final Memory memory;
    private final Consumer<Finding> witness;
    private long nextSweepNanos = Long.MIN_VALUE;
    private long nextQuietNanos = Long.MIN_VALUE;
    private long sweptNanos;
    private Verdicts verdicts = Verdicts.NONE;
    private long silenced;

    /** @param witness hears of every finding that is not switched off */
    Situations(
            DetectSettings settings, AlertRoute route, AlertWriter writer, Memory memory, Consumer<Finding> witness) {
        this.settings = settings;
        this.route = route;
        this.writer = writer;
        this.memory = memory;
        this.witness = witness;
    }

    void knows(Detector detector) {
        detector.raises().forEach(raise -> raises.put(raise.type(), raise));
        detector.covers().forEach(covers::add);
    }

    /** From now on these verdicts hold. */
    void heed(Verdicts others) {
        verdicts = others;
    }

    /** Alerts and revisions that were not told because of a verdict. */
    long silenced() {
        return silenced;
    }

    @Override
    public boolean suspected(Address who) {
        return !suspects.isEmpty() && suspects.containsKey(who);
    }

    @Override
    public void raise(Finding finding) {
        Raise raise = raises.get(finding.type());
        if (raise == null) {
            throw new IllegalArgumentException("a detector raised " + finding.type() + " without declaring it");
        }
        if (settings.disabled().contains(finding.type()) || isPermitted(finding)) {
            return;
        }
        judge(raise, finding);
        if (verdicts.isEmpty() || !verdicts.allows(AlertWriter.key(finding), finding.atNanos())) {
            witness.accept(finding);
        }
    }

    private void judge(Raise raise, Finding finding) {
        String place = finding.type() + ' ' + finding.key();
        Situation open = table.get(place);
        if (open != null && finding.atNanos() - open.lastNanos <= quietNanos(raise)) {
            again(open, finding);
            return;
        }
        if (open != null) {
            close(open);
            table.remove(place);
        }
        begin(raise, place, finding);
    }

    /** Whether the policy says that somebody responsible allowed it. */
    private boolean isPermitted(Finding finding) {
        if (settings.policy().commands().isEmpty()) {
            return false;
        }
        Endpoint originator = finding.who().originator();
        Endpoint responder = finding.who().responder();
        Endpoint target = responder == null ? originator : responder;
        return target != null
                && settings.policy()
                        .permits(
                                finding.type(),
                                originator == null ? null : originator.address(),
                                target.address(),
                                finding.atNanos());
    }

    private void begin(Raise raise, String place, Finding finding) {
        Situation sharper = covers.of(finding);
        if (sharper != null) {
            fold(sharper, finding);
            return;
        }
        Situation fresh = new Situation(raise, finding);
        memory.recall(place, fresh, quietNanos(raise));
        evictOldest();
        table.put(place, fresh);
        active.add(fresh);
        if (!(raise.held() || finding.held()) || fresh.told()) {
            open(fresh);
        }
    }

    private void again(Situation situation, Finding finding) {
        active.add(situation);
        boolean worse = situation.again(finding);
        if (worse && situation.told()) {
            tell(situation, null, finding.atNanos());
        }
    }

    private void fold(Situation sharper, Finding finding) {
        active.add(sharper);
        sharper.fold(finding);
    }

    private void open(Situation situation) {
        covers.opened(situation);
        situation.suspects = situation.raise.suspicious()
                && !verdicts.allows(AlertWriter.key(situation.first), situation.first.atNanos());
        if (situation.suspects) {
            Address who = situation.first.who().originatorAddress();
            if (who != null) {
                suspects.merge(who, 1, Integer::sum);
            }
        }
        long at = situation.first.atNanos();
        situation.evidenceDueNanos = at + settings.pace().evidence().toNanos();
        tell(situation, evidence(situation), at);
    }

    private void close(Situation situation) {
        active.remove(situation);
        if (!situation.told()) {
            return;
        }
        if (situation.changed) {
            tell(situation, null, situation.lastNanos);
        }
        covers.closed(situation);
        Address who = situation.first.who().originatorAddress();
        if (situation.suspects && who != null) {
            suspects.computeIfPresent(who, (address, open) -> open == 1 ? null : open - 1);
        }
    }

    /** Moves traffic time on. */
    void timePassed(long atNanos) {
        if (atNanos < nextSweepNanos) {
            return;
        }
        sweptNanos = atNanos;
        nextSweepNanos = atNanos + SWEEP_NANOS;
        releaseHeld(atNanos - settings.pace().hold().toNanos());
        for (Iterator<Situation> each = active.iterator(); each.hasNext(); ) {
            Situation situation = each.next();
            if (situation.told()) {
                update(situation, atNanos);
            }
            if (situation.told() && !situation.changed && situation.evidenceDueNanos == 0) {
                each.remove();
            }
        }
        if (atNanos >= nextQuietNanos) {
            nextQuietNanos = atNanos + QUIET_NANOS;
            closeQuiet(atNanos);
        }
    }

    private void update(Situation situation, long atNanos) {
        if (situation.evidenceDueNanos != 0 && atNanos >= situation.evidenceDueNanos) {
            situation.evidenceDueNanos = 0;
            Evidence after = evidence(situation);
            if (after != null) {
                tell(situation, after, atNanos);
            }
        } else if (situation.changed
                && atNanos - situation.toldNanos >= settings.pace().revision().toNanos()) {
            tell(situation, null, atNanos);
        }
    }

    /** Sharper ones first, so that what they explain is counted on them. */
    private void releaseHeld(long untilNanos) {
        List<Situation> due = new ArrayList<>();
        for (Situation situation : active) {
            if (!situation.told() && situation.firstNanos <= untilNanos) {
                due.add(situation);
            }
        }
        due.sort(Comparator.comparing(situation -> !covers.sharpens(situation.first.type())));
        due.forEach(this::release);
    }

    private void release(Situation situation) {
        Situation sharper = covers.of(situation.first);
        if (sharper == null) {
            open(situation);
            return;
        }
        fold(sharper, situation.first);
        table.values().remove(situation);
        active.remove(situation);
    }

    private void closeQuiet(long atNanos) {
        for (Iterator<Situation> each = table.values().iterator(); each.hasNext(); ) {
            Situation situation = each.next();
            if (situation.told() && atNanos - situation.lastNanos > quietNanos(situation.raise)) {
                close(situation);
                each.remove();
            }
        }
    }

    private void evictOldest() {
        if (table.size() < DetectLimits.DEFAULT.situationsMax()) {
            return;
        }
        Iterator<Situation> oldest = table.values().iterator();
        Situation gone = oldest.next();
        oldest.remove();
        if (!gone.told()) {
            release(gone);
        }
        close(gone);
        route.meter().dropped(1);
    }

    /** Tells all that is held back or counted; the situations stay open for the memory. */
    void close() {
        releaseHeld(Long.MAX_VALUE);
        for (Situation situation : active) {
            if (situation.changed) {
                tell(situation, null, situation.lastNanos);
            }
        }
    }

    /** The open situations that were told, oldest first. */
    void remember() {
        memory.keep(table, sweptNanos - settings.pace().quietLearned().toNanos());
    }

    private void tell(Situation situation, @Nullable Evidence evidence, long atNanos) {
        situation.revision++;
        situation.changed = false;
        situation.toldNanos = atNanos;
        if (verdicts.on(AlertWriter.key(situation.first), atNanos) != null) {
            silenced++; // it goes on as if it were told: what it explains stays explained
            return;
        }
        Alert alert = writer.write(situation, evidence);
        route.meter().emitted(1);
        route.sink().alert(alert);
    }

    private @Nullable Evidence evidence(Situation situation) {
        return route.evidence()
                .around(situation.first.who().connectionId(), situation.firstNanos)
                .orElse(null);
    }

    private long quietNanos(Raise raise) {
        DetectSettings.Pace pace = settings.pace();
        return (raise.standing() ? pace.quietLearned() : pace.quietRule()).toNanos();
    }
}
