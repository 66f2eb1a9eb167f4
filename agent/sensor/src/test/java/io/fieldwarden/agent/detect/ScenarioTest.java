package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each alert type is raised by its scenario, alone, and not by its quiet twin. */
class ScenarioTest {

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    private static List<Alert> play(Scenario scenario, Consumer<Traffic> story) {
        Traffic traffic = new Traffic();
        Plant.normal(traffic);
        traffic.pass(10);
        long before = traffic.facts();
        assertThat(before).isGreaterThan(1000);
        int learned = traffic.all().size();
        story.accept(traffic);
        assertThat(traffic.all()).hasSizeGreaterThan(learned);
        traffic.pass(60);
        return Plant.judge(traffic.all(), scenario.settings());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void raises_exactly_its_alert(Scenario scenario) {
        List<Alert> all = Plant.latest(play(scenario, scenario.loud()));
        assertThat(all).extracting(Alert::type).containsAll(scenario.joins());
        List<Alert> alerts = all.stream()
                .filter(alert -> !scenario.joins().contains(alert.type()))
                .toList();
        assertThat(alerts).extracting(Alert::type).containsExactly(scenario.type());
        Alert alert = alerts.getFirst();
        assertThat(alert.expected().summary()).isNotBlank().endsWith(".");
        assertThat(alert.seen().summary()).isNotBlank().endsWith(".");
        assertThat(alert.key()).startsWith(scenario.type());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void stays_silent_in_the_quiet_twin(Scenario scenario) {
        assertThat(play(scenario, scenario.quiet()))
                .filteredOn(alert -> !scenario.joins().contains(alert.type()))
                .extracting(Alert::type, Alert::key)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_replay_gives_the_same_bytes(Scenario scenario) {
        assertThat(lines(play(scenario, scenario.loud()))).isEqualTo(lines(play(scenario, scenario.loud())));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_switched_off_type_never_fires(Scenario scenario) {
        Traffic traffic = new Traffic();
        Plant.normal(traffic);
        scenario.loud().accept(traffic);
        traffic.pass(60);
        DetectSettings off = scenario.settings().withDisabled(Set.of(scenario.type()));
        assertThat(Plant.judge(traffic.all(), off)).extracting(Alert::type).doesNotContain(scenario.type());
    }

    @Test
    void every_type_that_is_raised_has_a_pair() {
        TreeSet<String> raised = Detection.plugged().stream()
                .flatMap(detector -> detector.raises().stream())
                .map(Raise::type)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(scenarios()).extracting(Scenario::type).containsExactlyInAnyOrderElementsOf(raised);
    }

    private static String lines(List<Alert> alerts) {
        assertThat(alerts).isNotEmpty();
        return alerts.stream().map(ContractJson::text).collect(Collectors.joining("\n"));
    }
}
