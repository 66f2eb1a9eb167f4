package io.fieldwarden.agent.contract;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;

/** The one JSON form of the contract's records: fields in declaration order, absent values left out. */
public final class ContractJson {
    private static final Jsonb JSONB = Jsonb.builder().build();

    /** Deepest nesting that is read; a batch needs five. The parser recurses, so depth is stack. */
    private static final int DEPTH_MAX = 64;

    private ContractJson() {}

    /** Writes {@code record} as one line of JSON in UTF-8. */
    public static byte[] bytes(Record record) {
        return JSONB.toJsonBytes(record);
    }

    /** Writes {@code record} as one line of JSON. */
    public static String text(Record record) {
        return JSONB.toJson(record);
    }

    /**
     * Reads a record; a field that is neither optional nor a number must be there.
     *
     * @throws IllegalArgumentException if the bytes are not that record, saying where and what was expected
     */
    public static <R extends Record> R read(byte[] json, Class<R> type) {
        refuseDeepNesting(json);
        try {
            R read = JSONB.type(type).fromJson(json);
            if (read == null) {
                throw new IllegalArgumentException("found null");
            }
            Completeness.require(read);
            return read;
        } catch (JsonException
                | IllegalArgumentException
                | IllegalStateException
                | DateTimeException
                | ArithmeticException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a valid " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** Reads a record from text; see {@link #read(byte[], Class)}. */
    public static <R extends Record> R read(String json, Class<R> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static void refuseDeepNesting(byte[] json) {
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> quoted = !quoted;
                case '\\' -> at += quoted ? 1 : 0;
                case '{', '[' -> depth += quoted ? 0 : 1;
                case '}', ']' -> depth -= quoted ? 0 : 1;
                default -> {}
            }
            if (depth > DEPTH_MAX) {
                throw new IllegalArgumentException("nested deeper than " + DEPTH_MAX);
            }
        }
    }
}
