package io.fieldwarden.collector.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code openapi.yaml}: what the API promises, served as it is, and the router that holds every request against it. */
final class ApiContract {
    private static final String FILE = "console/openapi.yaml";

    /** Media types Vert.x knows to check; a contract with others is refused whole, so the router gets it without them. */
    private static final Set<String> CHECKED = Set.of("application/json");

    private final byte[] yaml;

    ApiContract() {
        try (@Nullable InputStream in = ApiContract.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            this.yaml = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file as it is served. */
    Buffer text() {
        return Buffer.buffer(yaml);
    }

    /** The contract that requests are checked against. */
    Future<OpenAPIContract> forRouter(Vertx vertx) {
        JsonObject contract = read();
        withoutUnchecked(contract);
        withoutTypesOfTexts(contract);
        return OpenAPIContract.from(vertx, contract);
    }

    @SuppressWarnings("unchecked")
    private JsonObject read() {
        LoadSettings settings = LoadSettings.builder().setLabel(FILE).build();
        return new JsonObject(
                (Map<String, Object>) new Load(settings).loadFromString(new String(yaml, StandardCharsets.UTF_8)));
    }

    private static void withoutUnchecked(JsonObject node) {
        for (String name : new HashSet<>(node.fieldNames())) {
            if (node.getValue(name) instanceof JsonObject child) {
                if (name.equals("content") && !CHECKED.containsAll(child.fieldNames())) {
                    node.remove(name);
                } else {
                    withoutUnchecked(child);
                }
            }
        }
    }

    /**
     * Vert.x reads a parameter as JSON before it checks it, so that a search for 502 would be refused for being a number.
     * Without the type a text may look like anything; its length and its allowed values are still checked.
     */
    private static void withoutTypesOfTexts(JsonObject contract) {
        for (Object path : contract.getJsonObject("paths").getMap().values()) {
            for (Object operation : ((Map<?, ?>) path).values()) {
                if (operation instanceof Map<?, ?> map && map.get("parameters") instanceof List<?> parameters) {
                    parameters.forEach(ApiContract::withoutTypeOfText);
                }
            }
        }
        JsonObject components = contract.getJsonObject("components");
        withoutType(components.getJsonObject("schemas").getJsonObject("Wanted").getMap());
    }

    private static void withoutTypeOfText(Object parameter) {
        if (parameter instanceof Map<?, ?> map && map.get("schema") instanceof Map<?, ?> schema) {
            withoutType(schema);
        }
    }

    private static void withoutType(Map<?, ?> schema) {
        if ("string".equals(schema.get("type"))) {
            schema.remove("type");
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            withoutType(items);
        }
    }
}
