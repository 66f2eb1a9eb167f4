package io.fieldwarden.agent.decode.bacnet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names of the standard's enumerations (clause 21) and of vendors, from the table {@code names.txt}. */
final class BacnetNames {
    /** The kinds of name in the table. */
    enum Kind {
        OBJECT,
        PROPERTY,
        ERROR_CLASS,
        ERROR,
        ABORT,
        REJECT,
        UNIT,
        EVENT_TYPE,
        EVENT_STATE,
        NOTIFY_TYPE,
        LIFE_SAFETY_OPERATION,
        REINITIALIZED_STATE,
        ENABLE_DISABLE,
        SEGMENTATION,
        VENDOR;

        final String section = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final Map<Kind, Map<Long, String>> TABLES = load();

    private BacnetNames() {}

    /** The name, or kind and number where the standard has none: {@code property-512}. */
    static String of(Kind kind, long number) {
        String name = known(kind, number);
        return name != null ? name : kind.section + "-" + number;
    }

    static @Nullable String known(Kind kind, long number) {
        return TABLES.getOrDefault(kind, Map.of()).get(number);
    }

    /** {@code analog-input,3} from the 32 bits of an object identifier (20.2.14). */
    static String object(long identifier) {
        return of(Kind.OBJECT, identifier >>> 22) + "," + (identifier & 0x3F_FFFF);
    }

    private static Map<Kind, Map<Long, String>> load() {
        Map<String, Kind> sections = new HashMap<>();
        Map<Kind, Map<Long, String>> tables = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            sections.put("[" + kind.section + "]", kind);
            tables.put(kind, new HashMap<>());
        }
        InputStream in = Objects.requireNonNull(BacnetNames.class.getResourceAsStream("names.txt"), "names.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Kind kind = Kind.OBJECT;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    kind = Objects.requireNonNull(sections.get(line), line);
                } else if (!line.isEmpty() && line.charAt(0) != '#') {
                    read(line, kind == Kind.VENDOR ? 2 : 0, Objects.requireNonNull(tables.get(kind)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
    }

    /** A first number, and the names of it and of those that follow it; a vendor's name has spaces, and is alone. */
    private static void read(String line, int cellsMax, Map<Long, String> names) {
        String[] cells = line.split(" ", cellsMax);
        long first = Long.parseLong(cells[0]);
        for (int index = 1; index < cells.length; index++) {
            names.put(first + index - 1, cells[index].intern());
        }
    }
}
