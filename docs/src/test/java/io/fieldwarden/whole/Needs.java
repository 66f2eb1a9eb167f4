package io.fieldwarden.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a machine must have for a test. Without it the test is skipped, but fails where CI is true. */
final class Needs {
    private Needs() {}

    static void that(boolean fulfilled, String what) {
        if (!fulfilled && "true".equals(System.getenv("CI"))) {
            Assertions.fail("needs " + what + ", which continuous integration has to provide");
        }
        Assumptions.assumeTrue(fulfilled, "skipped: needs " + what);
    }

    static void root() {
        that("root".equals(System.getProperty("user.name")), "root, to mount small file systems");
    }

    static Path program(String name) {
        Optional<Path> found = find(name);
        that(found.isPresent(), "the program " + name);
        return found.orElseThrow();
    }

    /** A program on the path, or in the places of system programs. */
    static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), List.of("/usr/sbin", "/sbin").stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
