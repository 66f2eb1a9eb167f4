package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.avaje.jsonb.Jsonb;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.agent.contract.catalogue.AlertEngine;
import io.fieldwarden.agent.contract.catalogue.AlertType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The catalogue is whole, and its techniques are those of ATT&amp;CK for ICS. */
class CatalogueTest {
    private static final List<AlertType> TYPES = Plant.CATALOGUE.alerts();

    @Test
    void every_type_can_be_shown_to_an_operator() {
        Set<String> engines =
                Plant.CATALOGUE.engines().stream().map(AlertEngine::id).collect(Collectors.toSet());
        assertThat(TYPES).hasSize(149);
        assertThat(TYPES).allSatisfy(type -> {
            assertThat(type.id()).matches("[a-z0-9]+\\.[a-z0-9-]+");
            assertThat(engines).contains(type.engine());
            assertThat(type.title()).isNotBlank();
            assertThat(type.meaning()).isNotBlank().endsWith(".");
            assertThat(type.advice()).hasSizeGreaterThan(2).allMatch(step -> step.matches("(?s).*[.?]"));
            assertThat(type.techniques()).isNotEmpty();
            assertThat(type.priority()).matches("P[012]");
        });
        assertThat(TYPES).anyMatch(type -> type.severity() == Severity.CRITICAL);
    }

    @Test
    void every_type_a_detector_declares_is_in_it_and_raised_by_one_detector_only() {
        List<String> raised = Detection.plugged().stream()
                .flatMap(detector -> detector.raises().stream())
                .map(Raise::type)
                .toList();
        assertThat(raised).isNotEmpty().doesNotHaveDuplicates();
        assertThat(TYPES).extracting(AlertType::id).containsAll(raised);
    }

    /** Types of the first priority that nothing raises yet. */
    private static final Set<String> AWAITED = Set.of("self.agent-offline", "self.tamper", "self.chain-break");

    @Test
    void every_type_of_the_first_priority_has_a_pair_or_is_known_to_be_awaited() {
        Set<String> engines = Set.of("COMM", "ANOM", "MQTT", "OT", "PROTO", "PROC", "IDENT", "SELF");
        Set<String> shown = Scenarios.all().stream().map(Scenario::type).collect(Collectors.toSet());
        Set<String> without = TYPES.stream()
                .filter(type -> type.priority().equals("P0") && engines.contains(type.engine()))
                .map(AlertType::id)
                .filter(id -> !shown.contains(id))
                .collect(Collectors.toSet());
        assertThat(without).isEqualTo(AWAITED);
    }

    @Test
    void covers_and_thresholds_name_types_that_exist() {
        for (Detector detector : Detection.plugged()) {
            List<String> own = detector.raises().stream().map(Raise::type).toList();
            assertThat(detector.covers()).allSatisfy(cover -> {
                assertThat(own).contains(cover.by());
                assertThat(TYPES).extracting(AlertType::id).containsAll(cover.duller());
            });
            assertThat(detector.thresholds()).allSatisfy(each -> assertThat(own).contains(each.type()));
        }
    }

    @Test
    void techniques_are_in_the_attack_bundle_and_neither_revoked_nor_deprecated() throws Exception {
        Path bundle = data().resolve("vuln/attack-ics/ics-attack-techniques.json");
        boolean there = Files.exists(bundle);
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("the data folder is needed in CI: %s", bundle)
                .isTrue();
        assumeTrue(there, "no ATT&CK bundle at " + bundle);
        Map<String, Map<?, ?>> known = new HashMap<>();
        Map<?, ?> whole = (Map<?, ?>) Jsonb.builder().build().type(Object.class).fromJson(Files.readString(bundle));
        for (Object each : (List<?>) field(whole, "techniques")) {
            Map<?, ?> technique = (Map<?, ?>) each;
            known.put((String) technique.get("id"), technique);
        }
        assertThat(known).hasSizeGreaterThan(70);
        assertThat(TYPES)
                .allSatisfy(type -> assertThat(type.techniques()).allSatisfy(technique -> {
                    Map<?, ?> entry = known.get(technique.id());
                    assertThat(entry).as(type.id() + " " + technique).isNotNull();
                    assertThat(field(entry, "name")).isEqualTo(technique.name());
                    assertThat(field(entry, "revoked")).isEqualTo(false);
                    assertThat(field(entry, "deprecated")).isEqualTo(false);
                }));
        assertThat(field(whole, "collection").toString()).endsWith(Plant.CATALOGUE.attackIcsVersion());
    }

    private static Object field(@Nullable Map<?, ?> record, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(record, name).get(name), name);
    }

    /** The folder of real data beside the project. */
    private static Path data() {
        String told = System.getProperty("fieldwarden.data");
        if (told != null) {
            return Path.of(told);
        }
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !(Files.exists(here.resolve("pom.xml")) && Files.exists(here.resolve(".git")))) {
            here = here.getParent();
        }
        return here == null
                ? Path.of("shared", "data")
                : here.resolveSibling("shared").resolve("data");
    }
}
