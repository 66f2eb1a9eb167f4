package io.fieldwarden.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.verdict.Verdict;
import io.fieldwarden.agent.verdict.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people allowed or muted is not told; everything else is as before. */
class VerdictsTest {
    private static final String WRITE = "ot.unauthorised-write 10.0.3.11 > 10.0.3.17";

    private final Traffic traffic = new Traffic();
    private final List<Alert> told = new ArrayList<>();

    private static Verdicts verdict(Verdict.Kind kind, String key, @Nullable Instant until) {
        return new Verdicts(List.of(new Verdict(Instant.EPOCH, kind, until, "Ada", "commissioning", key)));
    }

    private void write() {
        Connection viewer = traffic.tcp(Traffic.VIEWER, Traffic.PLC, 502, "modbus");
        traffic.operation(viewer, Traffic.write(5, 1), Outcome.SUCCEEDED);
        traffic.pass(10);
    }

    private void scan() {
        for (int port = 1; port < 60; port++) {
            traffic.refused(Traffic.OFFICE, Traffic.PLC, port);
        }
        traffic.pass(10);
    }

    private List<String> judge(Baseline baseline, Verdicts verdicts) {
        told.clear();
        try (Detection detection = Plant.detection(baseline, DetectSettings.DEFAULT, told::add)) {
            detection.heed(verdicts);
            traffic.all().forEach(detection::observe);
            baseline.restore(detection.snapshot());
        }
        return Plant.latest(told).stream().map(Alert::key).toList();
    }

    @Test
    void an_alert_carries_the_key_by_which_it_is_allowed_and_then_is_not_told() {
        Plant.normal(traffic);
        write();
        assertThat(judge(Plant.baseline(), Verdicts.NONE)).containsExactly(WRITE);
        assertThat(judge(Plant.baseline(), verdict(Verdict.Kind.ALLOW, WRITE, null)))
                .isEmpty();
        assertThat(judge(Plant.baseline(), verdict(Verdict.Kind.ALLOW, WRITE + "8", null)))
                .containsExactly(WRITE);
    }

    @Test
    void what_it_explained_stays_explained() {
        Plant.normal(traffic);
        scan();
        List<String> open = judge(Plant.baseline(), Verdicts.NONE);
        assertThat(open).singleElement().asString().startsWith("scan.port");
        assertThat(judge(Plant.baseline(), verdict(Verdict.Kind.MUTE, open.getFirst(), Instant.MAX)))
                .isEmpty();
    }

    @Test
    void a_mute_ends_and_the_situation_is_told_again() {
        Plant.normal(traffic);
        Instant end =
                Instant.ofEpochSecond(0, traffic.all().getLast().atNanos()).plusSeconds(600);
        write();
        assertThat(judge(Plant.baseline(), verdict(Verdict.Kind.MUTE, WRITE, end)))
                .isEmpty();
        traffic.pass(600);
        write();
        assertThat(judge(Plant.baseline(), verdict(Verdict.Kind.MUTE, WRITE, end)))
                .containsExactly(WRITE);
        assertThat(told.getFirst().firstSeen()).isBefore(end);
    }

    @Test
    void a_verdict_given_later_silences_what_is_open_and_an_undo_tells_it_on() {
        Plant.normal(traffic);
        write();
        Verdicts allow = verdict(Verdict.Kind.ALLOW, WRITE, null);
        try (Detection detection = Plant.detection(Plant.baseline(), DetectSettings.DEFAULT, told::add)) {
            traffic.all().forEach(detection::observe);
            int before = told.size();
            assertThat(before).isPositive();
            detection.heed(allow);
            int from = traffic.all().size();
            traffic.pass(60);
            write();
            write();
            traffic.pass(120);
            traffic.all().subList(from, traffic.all().size()).forEach(detection::observe);
            assertThat(told).hasSize(before);
            assertThat(detection.silenced()).isPositive();
            detection.heed(Verdicts.NONE);
            from = traffic.all().size();
            write();
            traffic.pass(120);
            traffic.all().subList(from, traffic.all().size()).forEach(detection::observe);
            assertThat(told).hasSizeGreaterThan(before);
            assertThat(told.getLast().count()).isEqualTo(4);
        }
    }

    @Test
    void allowed_is_no_reason_for_suspicion_and_muted_is() {
        Plant.normal(traffic);
        scan();
        List<String> open = judge(Plant.baseline(), Verdicts.NONE);
        for (Verdict.Kind kind : List.of(Verdict.Kind.ALLOW, Verdict.Kind.MUTE)) {
            try (Detection detection = Plant.detection(Plant.baseline(), DetectSettings.DEFAULT, told::add)) {
                detection.heed(verdict(kind, open.getFirst(), Instant.MAX));
                traffic.all().forEach(detection::observe);
                assertThat(detection.suspects(Traffic.address(Traffic.OFFICE))).isEqualTo(kind == Verdict.Kind.MUTE);
            }
        }
    }
}
