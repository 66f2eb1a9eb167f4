package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is raised is what the published schema says. */
class AlertSchemaTest {
    private static final URI SCHEMA = URI.create("https://fieldwarden.io/schema/alert-v1.schema.json");

    private static Validator validator() throws IOException {
        Validator validator =
                new ValidatorFactory().withJsonNodeFactory(JsonTree.FACTORY).createValidator();
        validator.registerSchema(SCHEMA, Files.readString(schema()));
        return validator;
    }

    private static Path schema() {
        Path inside = Path.of("docs", "reference", "alert-v1.schema.json");
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve(inside))) {
            here = here.getParent();
        }
        return Objects.requireNonNull(here, "no project root above the working directory")
                .resolve(inside);
    }

    @Test
    void every_alert_raised_in_scenarios_is_valid() throws IOException {
        Validator validator = validator();
        int checked = 0;
        for (Scenario scenario : Scenarios.all()) {
            Traffic traffic = new Traffic();
            Plant.normal(traffic);
            scenario.loud().accept(traffic);
            traffic.pass(60);
            List<Alert> told = Plant.judge(traffic.all(), scenario.settings());
            assertThat(told).isNotEmpty();
            for (Alert alert : told) {
                String json = ContractJson.text(alert);
                Validator.Result result = validator.validate(SCHEMA, json);
                assertThat(result.isValid())
                        .as("%s: %s", json, result.getErrors())
                        .isTrue();
                assertThat(Plant.CATALOGUE.find(alert.type())).isPresent();
                assertThat(ContractJson.text(ContractJson.read(json, Alert.class)))
                        .isEqualTo(json);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(21);
    }

    @Test
    void the_schema_refuses_what_is_no_alert() throws IOException {
        Validator validator = validator();
        Traffic traffic = new Traffic();
        Plant.normal(traffic);
        Scenarios.all().getFirst().loud().accept(traffic);
        String json = ContractJson.text(
                Plant.judge(traffic.all(), DetectSettings.DEFAULT).getFirst());
        assertThat(validator.validate(SCHEMA, json).isValid()).isTrue();
        assertThat(validator.validate(SCHEMA, json.replace("\"count\":1,", "")).isValid())
                .isFalse();
        assertThat(validator
                        .validate(SCHEMA, json.replace("\"revision\":0", "\"revision\":-1"))
                        .isValid())
                .isFalse();
        assertThat(validator
                        .validate(SCHEMA, json.replace("\"MEDIUM\"", "\"medium\""))
                        .isValid())
                .isFalse();
        assertThat(validator
                        .validate(SCHEMA, json.replace("\"count\":1", "\"count\":1,\"more\":1"))
                        .isValid())
                .isFalse();
    }
}
