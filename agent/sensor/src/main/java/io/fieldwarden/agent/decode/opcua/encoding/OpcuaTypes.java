package io.fieldwarden.agent.decode.opcua.encoding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The structures of OPC UA that are read, from {@code structures.txt}; loaded once. */
public final class OpcuaTypes {
    private static final OpcuaTypes STANDARD = new OpcuaTypes(lines("structures.txt"));

    private final Map<String, Type> byName = new HashMap<>();
    private final Map<Integer, Type> byEncoding = new HashMap<>();
    private final Map<String, Map<Long, OpcuaDatum>> enumerations = new HashMap<>();

    /** Kinds of field, as the binary encoding tells them apart (OPC 10000-6 5.2.2). */
    public enum Kind {
        BOOLEAN,
        BYTE,
        UINT32,
        INT32,
        DOUBLE,
        STRING,
        DATETIME,
        BYTESTRING,
        NODEID,
        EXPANDEDNODEID,
        STATUSCODE,
        QUALIFIEDNAME,
        LOCALIZEDTEXT,
        EXTENSIONOBJECT,
        VARIANT,
        DATAVALUE,
        DIAGNOSTICINFO,
        SECRET,
        SECRETNODEID,
        CERTIFICATE,
        ENUMERATION,
        STRUCTURE
    }

    /**
     * A field of a structure.
     *
     * @param name as the standard writes it
     * @param attribute the same in lower case with underscores
     * @param typeName of the structure or enumeration, if it is one
     */
    public record Field(String name, String attribute, Kind kind, String typeName, boolean array) {}

    /**
     * A structure.
     *
     * @param encoding number of its binary encoding in namespace 0
     * @param fields in wire order
     */
    public record Type(String name, int encoding, List<Field> fields) {
        int index(String fieldName) {
            for (int index = 0; index < fields.size(); index++) {
                if (fields.get(index).name().equals(fieldName)) {
                    return index;
                }
            }
            return -1;
        }
    }

    private OpcuaTypes(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words[0].equals("enum")) {
                enumeration(words);
            }
        }
        for (String line : lines) {
            String[] words = line.split(" ");
            if (!words[0].equals("enum")) {
                Type type = type(words);
                byName.put(type.name(), type);
                byEncoding.put(type.encoding(), type);
            }
        }
    }

    public static OpcuaTypes standard() {
        return STANDARD;
    }

    /** The lines of a table that lies beside this class, without its comments. */
    public static List<String> lines(String table) {
        try (InputStream in = OpcuaTypes.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IllegalStateException(table + " is not there, expected it beside " + OpcuaTypes.class);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void enumeration(String[] words) {
        Map<Long, OpcuaDatum> names = new HashMap<>();
        for (int index = 2; index < words.length; index++) {
            int equals = words[index].indexOf('=');
            long number = Long.parseLong(words[index].substring(0, equals));
            names.put(number, new OpcuaDatum.Text(words[index].substring(equals + 1)));
        }
        enumerations.put(words[1], names);
    }

    private Type type(String[] words) {
        List<Field> fields = new ArrayList<>();
        for (int index = 2; index < words.length; index++) {
            int colon = words[index].indexOf(':');
            String name = words[index].substring(0, colon);
            boolean array = words[index].endsWith("[]");
            String typeName = words[index].substring(colon + 1).replace("[]", "");
            fields.add(new Field(name, OpcuaTexts.snake(name), kind(typeName), typeName, array));
        }
        return new Type(words[0], Integer.parseInt(words[1]), List.copyOf(fields));
    }

    private Kind kind(String typeName) {
        if (enumerations.containsKey(typeName)) {
            return Kind.ENUMERATION;
        }
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(typeName)) {
                return kind;
            }
        }
        return Kind.STRUCTURE;
    }

    @Nullable
    public Type byName(String name) {
        return byName.get(name);
    }

    /** The structure with that binary encoding in namespace 0. */
    @Nullable
    public Type byEncoding(int number) {
        return byEncoding.get(number);
    }

    /** The name of a value of an enumeration, the number itself if it has none. */
    public OpcuaDatum named(String enumeration, long number) {
        OpcuaDatum name = enumerations.getOrDefault(enumeration, Map.of()).get(number);
        return name == null ? OpcuaDatum.Whole.of(number) : name;
    }
}
