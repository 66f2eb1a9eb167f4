package io.fieldwarden.config;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How keys are spelled, and which known key a wrong one was meant to be. */
final class Names {
    private Names() {}

    /** {@code dataDir} is {@code data-dir}. */
    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static Set<String> kebabKeys(RecordComponent[] components) {
        Set<String> keys = new TreeSet<>();
        for (RecordComponent component : components) {
            keys.add(kebab(component.getName()));
        }
        return keys;
    }

    /** Names the nearest known key, or all of them when none is near. */
    static String suggestion(String wrong, Set<String> known) {
        String nearest = "";
        int best = Math.max(2, wrong.length() / 2);
        for (String key : known) {
            int distance = distance(wrong, key);
            if (distance <= best && (nearest.isEmpty() || distance < best)) {
                best = distance;
                nearest = key;
            }
        }
        return nearest.isEmpty()
                ? "; expected one of " + String.join(", ", known)
                : "; did you mean \"" + nearest + "\"?";
    }

    /** Levenshtein distance. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(Math.min(current[column - 1], previous[column]) + 1, previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
