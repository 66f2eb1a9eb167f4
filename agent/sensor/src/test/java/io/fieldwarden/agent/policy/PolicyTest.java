package io.fieldwarden.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What engineers write down is what detectors are answered; what is wrong in it is told with its place. */
class PolicyTest {
    private static final Address PANEL = address("10.0.3.10");
    private static final Address STRANGER = address("10.0.3.99");
    private static final Address PRESS = address("10.0.3.17");
    /** A Saturday, 23:30 in Berlin. */
    private static final long SATURDAY_NIGHT = nanos("2026-11-28T22:30:00Z");

    private static final String WHOLE = """
        time-zone: Europe/Berlin
        zones:
          cell: [10.0.3.0/24]
          office: [10.9.0.0/16, "fd00:9::/32"]
        roles:
          engineering: [10.0.3.20]
          panels: [10.0.3.10]
        conduits:
          - {from: office, to: cell, protocols: [opcua], ports: [4840]}
        safety:
          - {at: 10.0.3.30}
        maintenance:
          patch-night: {days: [saturday], from: "22:00", to: "02:00"}
        commands:
          - {who: panels, target: 10.0.3.17, access: [write], points: 1/holding-register/40..60}
          - {who: engineering, target: cell, permits: [ot.program-download], when: patch-night}
        limits:
          - {target: 10.0.3.17, points: 1/holding-register/9, max: 80}
        exceptions:
          - at: office
            thresholds: {scan.port/ports: 50}
        """;

    @TempDir
    private Path directory;

    private Policy read(String text) throws IOException {
        Path file = directory.resolve("policy.yaml");
        Files.writeString(file, text);
        return PolicyFile.read(file);
    }

    @Test
    void a_whole_policy_is_understood() throws IOException {
        Policy policy = read(WHOLE);
        assertThat(policy.zoneOf(PRESS)).isEqualTo("cell");
        assertThat(policy.zoneOf(address("10.9.4.4"))).isEqualTo("office");
        assertThat(policy.zoneOf(address("10.8.4.4"))).isNull();
        assertThat(policy.between("cell", "office")).isEmpty();
        assertThat(policy.between("office", "cell")).singleElement().satisfies(conduit -> {
            assertThat(conduit.carries("opcua", 4840)).isTrue();
            assertThat(conduit.carries("", 4840)).isTrue();
            assertThat(conduit.carries("opcua", 4841)).isFalse();
            assertThat(conduit.carries("modbus", 4840)).isFalse();
        });
        assertThat(policy.isSafety(address("10.0.3.30"))).isTrue();
        assertThat(policy.isSafety(PRESS)).isFalse();
        assertThat(policy.limitsOf(PRESS)).singleElement().satisfies(limit -> {
            assertThat(limit.allows(80)).isTrue();
            assertThat(limit.allows(-1e9)).isTrue();
            assertThat(limit.allows(Double.NaN)).isTrue();
            assertThat(limit.allows(80.1)).isFalse();
        });
        assertThat(policy.limitsOf(PANEL)).isEmpty();
        assertThat(policy.threshold("scan.port/ports", address("10.9.0.1"))).isEqualTo(50);
        assertThat(policy.threshold("scan.port/ports", PRESS)).isNull();
        assertThat(policy.threshold("scan.port/other", address("10.9.0.1"))).isNull();
    }

    @Test
    void rules_name_who_may_change_a_device_and_its_points() throws IOException {
        Policy policy = read(WHOLE);
        assertThat(policy.command(PANEL, PRESS, write(40, 21), 0)).isEqualTo(Policy.Ruling.ALLOWED);
        assertThat(policy.command(PANEL, PRESS, write(40, 22), 0)).isEqualTo(Policy.Ruling.FORBIDDEN);
        assertThat(policy.command(PANEL, PRESS, write(39, 2), 0)).isEqualTo(Policy.Ruling.FORBIDDEN);
        assertThat(policy.command(STRANGER, PRESS, write(40, 1), 0)).isEqualTo(Policy.Ruling.FORBIDDEN);
        assertThat(policy.command(STRANGER, address("10.0.3.18"), write(40, 1), 0))
                .isEqualTo(Policy.Ruling.UNDECIDED);
    }

    @Test
    void a_window_permits_what_is_an_alert_at_other_times() throws IOException {
        Policy policy = read(WHOLE);
        Address laptop = address("10.0.3.20");
        assertThat(policy.permits("ot.program-download", laptop, PRESS, SATURDAY_NIGHT))
                .isTrue();
        assertThat(policy.permits("ot.plc-stop", laptop, PRESS, SATURDAY_NIGHT)).isFalse();
        assertThat(policy.permits("ot.program-download", STRANGER, PRESS, SATURDAY_NIGHT))
                .isFalse();
        assertThat(policy.permits("ot.program-download", null, PRESS, SATURDAY_NIGHT))
                .isFalse();
        assertThat(policy.permits("ot.program-download", laptop, address("10.9.0.1"), SATURDAY_NIGHT))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T20:59:59Z, false", // Saturday 21:59:59 in Berlin
        "2026-11-28T21:00:00Z, true",
        "2026-11-29T00:59:59Z, true", // Sunday 01:59:59, of the window that began on Saturday
        "2026-11-29T01:00:00Z, false",
        "2026-11-29T22:30:00Z, false", // Sunday night
        "2026-08-01T20:00:00Z, true", // in summer 22:00 is 20:00 UTC
    })
    void a_window_over_midnight_belongs_to_the_day_it_begins_on(String at, boolean open) throws IOException {
        Policy policy = read(WHOLE);
        assertThat(policy.permits("ot.program-download", address("10.0.3.20"), PRESS, nanos(at)))
                .isEqualTo(open);
    }

    @Test
    void a_window_may_have_dates() throws IOException {
        Policy policy = read("""
            maintenance: {once: {from: "08:00", to: "09:00", since: "2026-11-24", until: "2026-11-24"}}
            commands: [{permits: [ot.plc-stop], when: once}]
            """);
        assertThat(policy.permits("ot.plc-stop", STRANGER, PRESS, nanos("2026-11-24T08:30:00Z")))
                .isTrue();
        assertThat(policy.permits("ot.plc-stop", null, PRESS, nanos("2026-11-24T08:30:00Z")))
                .isTrue();
        assertThat(policy.permits("ot.plc-stop", STRANGER, PRESS, nanos("2026-11-25T08:30:00Z")))
                .isFalse();
        assertThat(policy.permits("ot.plc-stop", STRANGER, PRESS, nanos("2026-11-23T08:30:00Z")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zones: {a: [10.0.3.300/24]}                    | :1:13: zones.a[0]: ",
                "zones: {a: [10.0.3.0/24]}~roles: {a: [10.0.3.1]} | \"a\" is a zone and a role",
                "conduits: [{from: x, to: y}]                   | :1:19: conduits[0].from: no zone is called \"x\"",
                "zones: {x: []}~conduits: [{from: x, to: x, ports: [0]}] | port 0, expected 1 to 65535",
                "commands: [{who: nobody}]                      | :1:18: commands[0].who: nothing is called \"nobody\"",
                "commands: [{when: never}]                      | :1:19: commands[0].when: no maintenance window",
                "commands: [{access: [writes]}]                 | :1:22: commands[0].access[0]: expected one of",
                "commands: [{points: 1/coil/9..3}]              | expected the smaller address first",
                "commands: [{acces: [write]}]                   | did you mean \"access\"?",
                "limits: [{points: a, min: 2, max: 1}]          | :1:35: limits[0].max: limit 2.0 to 1.0",
                "limits: [{points: a}]                          | expected min, max or both",
                "limits: [{max: 1}]                             | limits[0].points: is missing",
                "time-zone: Mars                                | :1:12: time-zone: expected a time zone such as"
                        + " Europe/Berlin or UTC, found \"Mars\"",
                "maintenance: {a: {from: 25:00}}                | :1:25: maintenance.a.from: expected a time of day"
                        + " such as 22:00",
                "exceptions: [{at: cell, thresholds: {a/b: 1}}] | :1:19: exceptions[0].at: nothing is called \"cell\""
            })
    void what_is_wrong_is_told_with_its_place(String text, String complaint) {
        assertThatThrownBy(() -> read(text.replace('~', '\n')))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.yaml")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zones: {}", "commands: []"})
    void an_empty_policy_decides_nothing(String text) throws IOException {
        Policy policy = read(text);
        assertThat(policy.zoneOf(PRESS)).isNull();
        assertThat(policy.command(PANEL, PRESS, write(1, 1), 0)).isEqualTo(Policy.Ruling.UNDECIDED);
        assertThat(policy.permits("ot.plc-stop", PANEL, PRESS, 0)).isFalse();
    }

    @Test
    void named_points_may_be_meant_by_their_beginning() {
        PointRange topics = PointRange.parse("line1/set/*");
        assertThat(topics.contains(Points.named("line1/set/speed"), 0)).isTrue();
        assertThat(topics.contains(Points.named("line1/setting"), 0)).isFalse();
        PointRange one = PointRange.parse("DB10.DBW2");
        assertThat(one.contains(Points.named("DB10.DBW2"), 0)).isTrue();
        assertThat(one.contains(Points.named("DB10.DBW20"), 0)).isFalse();
        PointRange run = PointRange.parse("1/coil/7");
        assertThat(run.containsAll(new Points("1/coil", 7, 1))).isTrue();
        assertThat(run.containsAll(new Points("1/coil", 7, 2))).isFalse();
        assertThat(run.containsAll(new Points("2/coil", 7, 1))).isFalse();
    }

    private static Operation write(int first, int count) {
        return new Operation(
                "modbus",
                16,
                "write_multiple_registers",
                Access.WRITE,
                "unit 1",
                new Points("1/holding-register", first, count),
                List.of());
    }

    private static Address address(String text) {
        return Network.parse(text).base();
    }

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
