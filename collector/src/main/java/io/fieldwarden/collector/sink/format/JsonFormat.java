package io.fieldwarden.collector.sink.format;

import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.collector.sink.Format;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A change as one line of JSON (RFC 8259): what changed, and the alert as it is on the wire and in the API, without its
 * evidence. Only ASCII is written, everything else is escaped, so that no hostile string reaches a terminal or a parser raw.
 */
public final class JsonFormat implements Format {
    private static final JsonFactory JSON = JsonFactory.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    @Override
    public String text(Change change) {
        StringWriter line = new StringWriter(2048);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberProperty("sequence", change.sequence());
            json.writeStringProperty("change", change.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("at", change.at().toString());
            json.writeStringProperty("state", change.state().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("by", change.by());
            json.writeStringProperty("reason", change.reason());
            json.writeName("alert");
            json.writeRawValue(ascii(ContractJson.text(change.alert().withEvidence(null))));
            json.writeEndObject();
        }
        return line.toString();
    }

    @Override
    public String text(Change change, int bytesMax) {
        return Shortening.fit(this, change, bytesMax);
    }

    /** In JSON text, what is not ASCII can only stand inside a string, where an escape means the same. */
    private static String ascii(String json) {
        if (json.chars().allMatch(unit -> unit >= 0x20 && unit < 0x7f)) {
            return json;
        }
        StringBuilder ascii = new StringBuilder(json.length() + 64);
        json.chars().forEach(unit -> {
            if (unit >= 0x20 && unit < 0x7f) {
                ascii.append((char) unit);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", unit));
            }
        });
        return ascii.toString();
    }
}
