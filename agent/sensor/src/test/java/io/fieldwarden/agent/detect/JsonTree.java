package io.fieldwarden.agent.detect;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps and lists, as the schema validator wants it; read by the reader the product itself uses. */
record JsonTree(String jsonPointer, @Nullable Object value) implements JsonNode {

    static final JsonNodeFactory FACTORY = new JsonNodeFactory() {
        private final JsonType<Object> anything = Jsonb.builder().build().type(Object.class);

        @Override
        public JsonNode wrap(Object value) {
            return value instanceof JsonNode node ? node : new JsonTree("", value);
        }

        @Override
        public JsonNode create(String json) {
            return new JsonTree("", anything.fromJson(json));
        }
    };

    @Override
    public String getJsonPointer() {
        return jsonPointer;
    }

    @Override
    public SimpleType getNodeType() {
        return switch (value) {
            case null -> SimpleType.NULL;
            case Boolean truth -> SimpleType.BOOLEAN;
            case String text -> SimpleType.STRING;
            case Number number -> asNumber().stripTrailingZeros().scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
            case List<?> list -> SimpleType.ARRAY;
            default -> SimpleType.OBJECT;
        };
    }

    @Override
    public boolean asBoolean() {
        return Boolean.TRUE.equals(value);
    }

    @Override
    public String asString() {
        return String.valueOf(value);
    }

    @Override
    public BigInteger asInteger() {
        return asNumber().toBigInteger();
    }

    @Override
    public BigDecimal asNumber() {
        return new BigDecimal(String.valueOf(value));
    }

    @Override
    public List<JsonNode> asArray() {
        List<JsonNode> nodes = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> nodes.add(new JsonTree(jsonPointer + "/" + nodes.size(), each)));
        }
        return nodes;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> nodes.put(
                    String.valueOf(name),
                    new JsonTree(jsonPointer + "/" + JsonNode.encodeJsonPointer(String.valueOf(name)), each)));
        }
        return nodes;
    }
}
