package io.fieldwarden.collector.sink.format;

import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.sink.FormatName;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every format there is. */
public final class Formats {
    private Formats() {}

    /** Makes the writers of all formats, which tell {@code version} as the product's. */
    public static Map<FormatName, Format> all(String version) {
        return Arrays.stream(FormatName.values())
                .collect(Collectors.toMap(Function.identity(), name -> format(name, version)));
    }

    private static Format format(FormatName name, String version) {
        return switch (name) {
            case CEF -> new CefFormat(version);
            case LEEF -> new LeefFormat(version);
            case JSON -> new JsonFormat();
        };
    }
}
