package io.fieldwarden.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML 1.2 file into a tree of records. Keys are the record components' names in kebab-case
 * ({@code dataDir} is {@code data-dir}); a component without {@link Default} that is not {@code @Nullable} must be there;
 * an unknown key is refused by naming the nearest known one. Components may be {@code String}, {@code int}, {@code long},
 * {@code double}, {@code boolean}, {@code Path} (relative to the file), {@code URI}, {@code Duration} ({@code 500ms},
 * {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}), {@code LocalTime}, {@code LocalDate}, {@code ZoneId}, {@link DataSize}, an enum (in kebab-case), a type with a public static {@code parse(String)}, another record, or a
 * {@code List} or {@code Map} with text keys of these; a {@link Section} is bound later, by what it says. A record checks its own values in its constructor by throwing
 * {@link IllegalArgumentException}.
 */
public final class ConfigReader {
    private static final int FILE_BYTES_MAX = 1024 * 1024;

    private ConfigReader() {}

    /**
     * Reads {@code file} into a {@code type}.
     *
     * @throws ConfigException if there is no such file or it cannot be used, saying where and what was expected
     */
    public static <R extends Record> R read(Path file, Class<R> type) {
        Path directory = file.toAbsolutePath().getParent();
        return parse(file.toString(), text(file), directory == null ? Path.of("") : directory, type);
    }

    /**
     * Reads {@code text} into a {@code type}.
     *
     * @param name what to call the text in errors
     * @param directory what relative paths in it are relative to
     * @throws ConfigException if it cannot be used, saying where and what was expected
     */
    public static <R extends Record> R parse(String name, String text, Path directory, Class<R> type) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(FILE_BYTES_MAX)
                .build();
        RecordBinder binder = new RecordBinder(name, directory);
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new ConfigException(name + where + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigException(name + ": not valid YAML: " + e.getMessage(), e);
        }
        return type.cast(binder.bindRecord(root.orElse(null), "", type));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ConfigException(
                        file + ": larger than " + FILE_BYTES_MAX + " bytes, not a configuration file");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file", e);
        } catch (MalformedInputException e) {
            throw new ConfigException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
