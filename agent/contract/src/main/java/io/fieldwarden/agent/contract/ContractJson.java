package io.fieldwarden.agent.contract;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.nio.charset.StandardCharsets;

/** The one JSON form of the contract's records: fields in declaration order, absent values left out. */
public final class ContractJson {
    private static final Jsonb JSONB = Jsonb.builder().build();

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
     * Reads a record.
     *
     * @throws IllegalArgumentException if the bytes are not that record, saying where and what was expected
     */
    public static <R extends Record> R read(byte[] json, Class<R> type) {
        try {
            R read = JSONB.type(type).fromJson(json);
            if (read == null) {
                throw new IllegalArgumentException("expected a " + type.getSimpleName() + ", found null");
            }
            return read;
        } catch (JsonException | IllegalStateException | NullPointerException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a valid " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** Reads a record from text; see {@link #read(byte[], Class)}. */
    public static <R extends Record> R read(String json, Class<R> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
