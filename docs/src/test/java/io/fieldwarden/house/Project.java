package io.fieldwarden.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the project's files are, and its production classes. */
public final class Project {
    private static final List<String> MODULES =
            List.of("config", "agent/contract", "agent/sensor", "collector", "docs");

    private Project() {}

    /** The folder that holds the launcher. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("fieldwarden"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "not inside the project: no launcher above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** All production classes of all modules. */
    static JavaClasses production() {
        List<Path> folders = MODULES.stream()
                .map(module -> root().resolve(module).resolve("target/classes"))
                .toList();
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPaths(folders);
    }

    /** All Java source files under {@code src/main} and, if wanted, {@code src/test}. */
    static List<Path> sources(boolean withTests) {
        return MODULES.stream()
                .flatMap(module -> Stream.of("src/main/java", "src/test/java")
                        .filter(part -> withTests || part.startsWith("src/main"))
                        .map(part -> root().resolve(module).resolve(part)))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder).stream())
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** All files below {@code folder}, sorted. */
    static List<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
