package io.fieldwarden.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one value; every complaint says what was expected and what was found. */
final class ScalarReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private final Path directory;

    ScalarReader(Path directory) {
        this.directory = directory;
    }

    Object read(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (type == long.class || type == Long.class) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class || type == Double.class) {
            return number(text);
        } else if (type == boolean.class || type == Boolean.class) {
            return truth(text);
        } else if (type == Duration.class) {
            return duration(text);
        } else if (type == LocalTime.class || type == LocalDate.class || type == ZoneId.class) {
            return calendar(text, type);
        } else if (type == Path.class) {
            return directory.resolve(text);
        } else if (type == URI.class) {
            return URI.create(text);
        } else if (type.isEnum()) {
            return constant(text, type);
        }
        return parsed(text, type);
    }

    /** Whether a type is one value in the file: one that reads itself. */
    static boolean isScalar(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("parse")
                        && Modifier.isStatic(method.getModifiers())
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }

    /** What a type's own {@code public static parse(String)} makes of the text. */
    private static Object parsed(String text, Class<?> type) {
        try {
            return type.getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("reading a " + type + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("configuration values of " + type + " are not supported", e);
        }
    }

    String expectation(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + constants(type);
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == Duration.class) {
            return "a duration such as 500ms, 30s, 5m, 2h or 7d";
        } else if (type == DataSize.class) {
            return "a size such as 64KiB or 256MiB";
        } else if (type == LocalTime.class) {
            return "a time of day such as 22:00";
        } else if (type == LocalDate.class) {
            return "a date such as 2026-11-28";
        } else if (type == ZoneId.class) {
            return "a time zone such as Europe/Berlin or UTC";
        } else if (type == Path.class) {
            return "a path";
        } else if (type == URI.class) {
            return "an address such as https://collector.example:8443";
        } else if (type == double.class) {
            return "a number";
        } else if (type == int.class || type == long.class) {
            return "a whole number";
        }
        return type == String.class ? "a text" : "a section";
    }

    private static long whole(String text, long min, long max) {
        try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number, found \"" + text + "\"", e);
        }
        throw new IllegalArgumentException("expected " + min + " to " + max + ", found " + text);
    }

    private static double number(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found \"" + text + "\"", e);
        }
        throw new IllegalArgumentException("expected a finite number, found " + text);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a duration such as 500ms, 30s, 5m, 2h or 7d, found \"" + text + "\"");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private Object calendar(String text, Class<?> type) {
        try {
            if (type == LocalTime.class) {
                return LocalTime.parse(text);
            }
            return type == LocalDate.class ? LocalDate.parse(text) : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected " + expectation(type) + ", found \"" + text + "\"", e);
        }
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (spelling(constant).equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("expected one of " + constants(type) + ", found \"" + text + "\"");
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(ScalarReader::spelling)
                .collect(Collectors.joining(", "));
    }

    private static String spelling(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
