package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.catalogue.AlertType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds settings and detectors against each other before anything runs. */
final class SettingsCheck {
    private final Set<String> raised = new TreeSet<>();
    private final Set<String> known;
    private final Set<String> thresholds = new TreeSet<>();

    SettingsCheck(List<Detector> detectors, Map<String, AlertType> types) {
        this.known = new TreeSet<>(types.keySet());
        for (Detector detector : detectors) {
            for (Raise raise : detector.raises()) {
                if (!types.containsKey(raise.type())) {
                    throw new IllegalArgumentException("detector " + detector.name() + " raises " + raise.type()
                            + ", which is not in the catalogue");
                }
                if (!raised.add(raise.type())) {
                    throw new IllegalArgumentException("two detectors raise " + raise.type() + ", expected one");
                }
            }
            detector.thresholds().forEach(threshold -> thresholds.add(threshold.key()));
        }
    }

    void check(DetectSettings settings) {
        for (String type : settings.disabled()) {
            expect(known, type, "disabled alert type");
        }
        settings.thresholds().forEach(this::threshold);
        settings.policy().exceptions().forEach(local -> local.thresholds().forEach(this::threshold));
        settings.policy()
                .commands()
                .forEach(rule -> rule.permits().forEach(type -> expect(known, type, "permitted alert type")));
    }

    private void threshold(String key, double value) {
        expect(thresholds, key, "threshold");
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("threshold " + key + " is " + value + ", expected 0 or more");
        }
    }

    private static void expect(Set<String> words, String found, String what) {
        if (!words.contains(found)) {
            throw new IllegalArgumentException(
                    what + " \"" + found + "\", expected one of " + String.join(", ", words));
        }
    }
}
