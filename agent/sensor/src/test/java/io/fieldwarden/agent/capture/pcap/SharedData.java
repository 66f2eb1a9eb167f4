package io.fieldwarden.agent.capture.pcap;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the captures that lie beside the project. */
final class SharedData {
    static final String ABSENT =
            "captures not found: expected ../shared/data beside the project, or -Dfieldwarden.data";

    private SharedData() {}

    /** The folder, or null where it is absent; in CI it may not be. */
    static @Nullable Path directory() {
        Path found = find();
        if (found == null && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(ABSENT);
        }
        return found;
    }

    private static @Nullable Path find() {
        String given = System.getProperty("fieldwarden.data");
        if (given != null) {
            return Path.of(given);
        }
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            boolean root = Files.exists(up.resolve("pom.xml"))
                    && (Files.exists(up.resolve(".git")) || Files.exists(up.resolve("CONTRIBUTING.md")));
            if (root) {
                Path data = up.resolveSibling("shared/data");
                return Files.isRegularFile(data.resolve("INDEX.tsv")) ? data : null;
            }
        }
        return null;
    }
}
