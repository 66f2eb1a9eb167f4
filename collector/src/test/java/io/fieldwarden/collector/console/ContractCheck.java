package io.fieldwarden.collector.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;

/** Holds an answer against the schema the contract gives for it. */
final class ContractCheck {
    private final JsonObject contract;

    ContractCheck(JsonObject contract) {
        this.contract = contract;
    }

    void holds(JsonObject operation, int status, JsonObject answer) {
        JsonObject response = resolved(operation.getJsonObject("responses").getJsonObject(Integer.toString(status)));
        JsonObject schema = response.getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
        JsonObject whole = schema.copy().put("components", contract.getJsonObject("components"));
        OutputUnit result = Validator.create(
                        JsonSchema.of(whole),
                        new JsonSchemaOptions()
                                .setBaseUri("https://localhost/")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic))
                .validate(answer);
        assertThat(result.getValid())
                .as("%s: %s", operation.getString("operationId"), result.getErrors())
                .isTrue();
    }

    private JsonObject resolved(JsonObject node) {
        String reference = node.getString("$ref");
        if (reference == null) {
            return node;
        }
        JsonObject at = contract;
        for (String part : reference.substring(2).split("/")) {
            at = at.getJsonObject(part);
        }
        return at;
    }
}
