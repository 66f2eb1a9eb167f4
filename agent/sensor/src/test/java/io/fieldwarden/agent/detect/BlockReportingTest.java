package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that starts is told from one that silences a device. */
class BlockReportingTest {
    private static final String TARGET = "outstation 4";

    private final Traffic traffic = new Traffic();
    private Connection client;

    @BeforeEach
    void learn() {
        client = traffic.tcp(Traffic.HMI, Traffic.PLC, 20_000, "dnp3");
        traffic.operation(client, dnp3(1, "read", Access.READ, TARGET), Outcome.SUCCEEDED);
        Plant.normal(traffic);
        traffic.pass(10);
    }

    private static Operation dnp3(int code, String name, Access access, String target) {
        return new Operation("dnp3", code, name, access, target, null, List.of());
    }

    private BlockReportingTest ask(int code, String name, String target) {
        traffic.operation(client, dnp3(code, name, Access.CONFIGURE, target), Outcome.SUCCEEDED);
        return this;
    }

    private BlockReportingTest off() {
        return ask(21, "disable_unsolicited", TARGET);
    }

    private BlockReportingTest on(String target) {
        return ask(20, "enable_unsolicited", target);
    }

    private List<String> judged() {
        return Plant.latest(Plant.judge(traffic.all(), DetectSettings.DEFAULT)).stream()
                .map(Alert::type)
                .toList();
    }

    @Test
    void a_client_that_starts_switches_reports_off_reads_all_and_switches_them_on() {
        off().traffic.pass(29);
        on(TARGET).traffic.pass(60);
        assertThat(judged()).isEmpty();
    }

    @Test
    void reports_that_stay_off_are_told_after_half_a_minute() {
        off().traffic.pass(31);
        assertThat(judged()).containsExactly("ot.block-reporting");
    }

    @Test
    void what_comes_too_late_takes_nothing_back() {
        off().traffic.pass(35);
        on(TARGET).traffic.pass(60);
        assertThat(judged()).containsExactly("ot.block-reporting");
    }

    @Test
    void reports_of_another_device_take_nothing_back() {
        off().on("outstation 5").traffic.pass(35);
        assertThat(judged()).containsExactly("ot.block-reporting");
    }

    @Test
    void what_is_held_back_is_told_when_the_traffic_ends() {
        off();
        assertThat(judged()).containsExactly("ot.block-reporting");
    }

    @Test
    void a_silenced_bacnet_device_is_told_at_once() {
        Operation silence = new Operation(
                "bacnet",
                17,
                "device_communication_control",
                Access.CONFIGURE,
                "device 7",
                null,
                List.of(new Attribute("device_state", "disable-initiation")));
        traffic.operation(client, silence, Outcome.SUCCEEDED);
        traffic.pass(1);
        assertThat(judged()).containsExactly("ot.block-reporting");
    }
}
