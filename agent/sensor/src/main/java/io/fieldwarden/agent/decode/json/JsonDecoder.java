package io.fieldwarden.agent.decode.json;

import io.fieldwarden.agent.decode.PayloadDecoder;
import io.fieldwarden.agent.decode.Window;

/**
 * JSON (RFC 8259) to values by JSON pointer (RFC 6901). Null tells no value; a name that stands twice tells both values;
 * bytes that are not UTF-8 become U+FFFD, as devices that write {@code °C} in Latin-1 are common.
 */
public final class JsonDecoder implements PayloadDecoder {
    private final ThreadLocal<JsonReader> readers;

    /** As {@link java.util.ServiceLoader} makes it. */
    public JsonDecoder() {
        this(JsonLimits.DEFAULT);
    }

    public JsonDecoder(JsonLimits limits) {
        readers = ThreadLocal.withInitial(() -> new JsonReader(limits));
    }

    @Override
    public String format() {
        return "json";
    }

    @Override
    public boolean decode(String topic, Window payload, PayloadValues values) {
        return readers.get().read(payload, values);
    }
}
