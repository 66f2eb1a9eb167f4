package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The captures of others, which lie beside the project and are never part of it. */
public final class SharedData {
    private SharedData() {}

    /** A folder of the data; where there is none the test is skipped, except in CI. */
    public static Path folder(String name) {
        Path folder = root().resolve(name);
        boolean there = Files.isDirectory(folder);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("captures at %s", folder).isTrue();
        }
        assumeTrue(there, "no captures at " + folder + "; say where with -Dfieldwarden.data=");
        return folder;
    }

    private static Path root() {
        String told = System.getProperty("fieldwarden.data");
        if (told != null) {
            return Path.of(told);
        }
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            boolean project = Files.exists(at.resolve("fieldwarden")) || Files.exists(at.resolve(".git"));
            if (project && Files.exists(at.resolve("pom.xml"))) {
                return at.resolve("../shared/data").normalize();
            }
        }
        return start.resolve("../shared/data").normalize();
    }

    /** The lines of a text, which may be compressed. */
    public static List<String> lines(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** The rows of a Zeek log, their fields in order. */
    public static List<String[]> zeekRows(Path log) throws IOException {
        return lines(log).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
    }
}
