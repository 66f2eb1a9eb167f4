package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.observation.Address;

/**
 * What a session may use.
 *
 * @param settings the configuration
 * @param baseline what is normal here
 * @param findings where findings go
 */
public record DetectContext(DetectSettings settings, Baseline baseline, Findings findings) {

    /**
     * Whether a key is unlike what was learned. While learning it becomes normal instead, unless {@code who} did it is under
     * suspicion; known keys are counted.
     */
    public boolean isNew(SeenBefore profile, KeyText key, Address who, long atNanos) {
        var known = profile.find(key);
        if (known != null) {
            known.again(atNanos);
            return false;
        }
        if (!baseline.learning().on()) {
            return profile.judges();
        }
        if (!findings.suspected(who)) {
            profile.learn(key, atNanos);
        }
        return false;
    }

    /** Where findings go. */
    public interface Findings {

        /** Takes a sighting; it becomes an alert, or is counted on one. */
        void raise(Finding finding);

        /** Whether what {@code who} does now must not become normal, because an alert says it attacks. */
        boolean suspected(Address who);
    }
}
