package io.fieldwarden.agent.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is normal in one baseline and not in another.
 *
 * @param lines one each, sorted by profile and key: {@code -} (only in the first) or {@code +} (only in the second), the
 *     profile's name and the key, between tabs
 */
public record Difference(List<String> lines) {
    public Difference {
        lines = List.copyOf(lines);
    }

    /** Compares by profile and key; how often something was seen makes no difference. */
    public static Difference between(Baseline first, Baseline second) {
        Map<String, Set<String>> before = keys(first);
        Map<String, Set<String>> after = keys(second);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            compare(name, before.getOrDefault(name, Set.of()), after.getOrDefault(name, Set.of()), lines);
        }
        return new Difference(lines);
    }

    private static void compare(String name, Set<String> before, Set<String> after, List<String> lines) {
        Set<String> all = new TreeSet<>(before);
        all.addAll(after);
        for (String key : all) {
            if (before.contains(key) != after.contains(key)) {
                lines.add((before.contains(key) ? "-" : "+") + "\t" + name + "\t" + key);
            }
        }
    }

    private static Map<String, Set<String>> keys(Baseline baseline) {
        Map<String, Set<String>> keys = new HashMap<>();
        for (Profile profile : baseline.profiles()) {
            Set<String> own = new TreeSet<>();
            profile.entries().forEach(entry -> own.add(entry.text()));
            keys.put(profile.name(), own);
        }
        return keys;
    }
}
