package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Checks of Suricata's own tests ({@code test.yaml}): of a capture, how many events have certain fields. Those for old versions,
 * those of a log that the test configures, and those on fields being there or not are left out.
 */
final class SuricataChecks {
    private static final Set<String> NOT_READ = Set.of("filename", "lt-version", "requires", "feature");

    private SuricataChecks() {}

    /**
     * A check.
     *
     * @param count how many events
     * @param match what each of them has, by the names of EVE's JSON
     */
    record Check(int count, Map<String, String> match) {
        String event() {
            return match.getOrDefault("event_type", "");
        }
    }

    /** Those of all tests beside the capture that are about it, each once. */
    static List<Check> about(Subject subject) throws IOException {
        Set<Check> checks = new HashSet<>();
        List<Check> inOrder = new ArrayList<>();
        for (Path test : subject.beside(2, "/test.yaml")) {
            for (Check check : checks(test, subject.file().toRealPath())) {
                if (checks.add(check)) {
                    inOrder.add(check);
                }
            }
        }
        return inOrder;
    }

    private static List<Check> checks(Path test, Path capture) throws IOException {
        List<Check> checks = new ArrayList<>();
        if (!(yaml(test) instanceof Map<?, ?> top) || !isAbout(top, test, capture) || isOld(top)) {
            return checks;
        }
        if (top.get("checks") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> check && check.get("filter") instanceof Map<?, ?> filter) {
                    add(checks, filter);
                }
            }
        }
        return checks;
    }

    private static Object yaml(Path test) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(true).build();
        Object read = new Load(settings).loadFromString(Files.readString(test));
        return read == null ? Map.of() : read;
    }

    /** Without a name the test is about the capture in its folder. */
    private static boolean isAbout(Map<?, ?> top, Path test, Path capture) throws IOException {
        Path folder = test.toRealPath().getParent();
        if (folder == null) {
            return false;
        }
        Object named = top.get("pcap");
        return named == null
                ? folder.equals(capture.getParent())
                : folder.resolve(named.toString()).normalize().equals(capture);
    }

    private static boolean isOld(Map<?, ?> of) {
        return of.get("requires") instanceof Map<?, ?> requires && requires.containsKey("lt-version");
    }

    private static void add(List<Check> checks, Map<?, ?> filter) {
        boolean left = filter.keySet().stream().anyMatch(key -> NOT_READ.contains(key.toString()));
        if (left || !(filter.get("match") instanceof Map<?, ?> match) || !(filter.get("count") instanceof Integer)) {
            return;
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        match.forEach((key, value) -> wanted.put(key.toString(), String.valueOf(value)));
        if (wanted.keySet().stream().noneMatch(key -> key.endsWith("has-key"))) {
            checks.add(new Check((Integer) filter.get("count"), wanted));
        }
    }
}
