package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Our names of BACnet's properties back in numbers. */
final class BacnetNumbers {
    private static final Map<String, String> NUMBERS = load();

    private BacnetNumbers() {}

    /** Number of a property by our name, {@code property-512} included. */
    static String property(String name) {
        return NUMBERS.getOrDefault("property " + name, name.replaceFirst("^property-", ""));
    }

    /** How often a request was sent again. */
    static int retries(Operation operation) {
        String retries = operation.attribute("retries");
        return retries.isEmpty() ? 0 : Integer.parseInt(retries);
    }

    private static Map<String, String> load() {
        Map<String, String> numbers = new HashMap<>();
        var in = Objects.requireNonNull(
                BacnetNumbers.class.getResourceAsStream("/io/fieldwarden/agent/decode/bacnet/names.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            boolean properties = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    properties = line.equals("[property]");
                } else if (properties && !line.isEmpty()) {
                    String[] cells = line.split(" ", 0);
                    for (int index = 1; index < cells.length; index++) {
                        numbers.put("property " + cells[index], Long.toString(Long.parseLong(cells[0]) + index - 1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }
}
