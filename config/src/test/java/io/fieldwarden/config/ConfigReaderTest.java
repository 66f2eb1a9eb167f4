package io.fieldwarden.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    enum Pace {
        FULL_SPEED,
        RECORDED
    }

    record Plant(
            String siteName,
            @Default("8443") int port,
            @Default("30s") Duration interval,
            @Default("256MiB") DataSize spool,
            @Default("recorded") Pace pace,
            @Default("[]") List<Line> lines,
            @Default("{}") Map<String, String> labels,
            @Default("{}") Limits limits,
            @Nullable URI collector,
            @Nullable Path directory) {}

    record Line(String name, @Default("false") boolean safety) {}

    record Limits(@Default("10") int devices) {
        Limits {
            if (devices < 1) {
                throw new IllegalArgumentException("devices is " + devices + ", expected 1 or more");
            }
        }
    }

    private static Plant parse(String text) {
        return ConfigReader.parse("plant.yaml", text, Path.of("/etc/plant"), Plant.class);
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void everything_given_is_read() {
        Plant plant = parse("""
            site-name: north
            port: 1
            interval: 2h
            spool: 64KiB
            pace: full-speed
            lines: [{name: a, safety: true}, {name: b}]
            labels: {owner: ops}
            limits:
              devices: 3
            collector: https://c:8443
            directory: state
            """);
        assertThat(plant)
                .isEqualTo(new Plant(
                        "north",
                        1,
                        Duration.ofHours(2),
                        new DataSize(65536),
                        Pace.FULL_SPEED,
                        List.of(new Line("a", true), new Line("b", false)),
                        Map.of("owner", "ops"),
                        new Limits(3),
                        URI.create("https://c:8443"),
                        Path.of("/etc/plant/state")));
    }

    @Test
    void what_is_left_out_has_its_default() {
        Plant plant = parse("site-name: north\nport:\n");
        assertThat(plant.port()).isEqualTo(8443);
        assertThat(plant.spool().bytes()).isEqualTo(256L << 20);
        assertThat(plant.limits().devices()).isEqualTo(10);
        assertThat(plant.lines()).isEmpty();
        assertThat(plant.collector()).isNull();
    }

    @Test
    void unknown_key_is_refused_with_the_nearest() {
        refused("site-name: n\nprot: 1\n", "plant.yaml:2:7: unknown key \"prot\"; did you mean \"port\"?");
        refused(
                "site-name: n\nlines: [{nam: x}]\n",
                "plant.yaml:2:15: lines[0]: unknown key \"nam\"; did you mean \"name\"?");
        refused(
                "site-name: n\nlimits: {zzzzzzzzzzzz: x}\n",
                "plant.yaml:2:24: limits: unknown key \"zzzzzzzzzzzz\"; expected one of devices");
    }

    @Test
    void wrong_values_name_place_key_value_and_expectation() {
        refused("site-name: n\nport: x\n", "plant.yaml:2:7: port: expected a whole number, found \"x\"");
        refused(
                "site-name: n\nport: 99999999999\n",
                "plant.yaml:2:7: port: expected -2147483648 to 2147483647, found 99999999999");
        refused(
                "site-name: n\npace: fast\n",
                "plant.yaml:2:7: pace: expected one of full-speed, recorded, found \"fast\"");
        refused(
                "site-name: n\ninterval: 5\n",
                "plant.yaml:2:11: interval: expected a duration such as 500ms, 30s, 5m, 2h or 7d, found \"5\"");
        refused(
                "site-name: n\nspool: much\n",
                "plant.yaml:2:8: spool: expected a size such as 64KiB, 256MiB or 2GiB, found \"much\"");
        refused("site-name: n\nlines: x\n", "plant.yaml:2:8: lines: expected a list, found \"x\"");
        refused("site-name: [n]\n", "plant.yaml:1:12: site-name: expected a text, found a list of 1");
        refused("site-name: n\nlimits:\n  devices: 0\n", "plant.yaml:3:3: limits: devices is 0, expected 1 or more");
        refused("port: 1\n", "plant.yaml:1:1: site-name: is missing; expected a text");
        refused("", "plant.yaml: site-name: is missing; expected a text");
        refused("- 1\n", "plant.yaml:1:1: expected keys and values, found a list of 1");
    }

    @Test
    void broken_yaml_says_where() {
        assertThatThrownBy(() -> parse("site-name: [a\nport: 1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("plant.yaml:2:")
                .hasMessageContaining("not valid YAML");
        assertThatThrownBy(() -> parse("port: 1\nport: 2\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void hostile_text_is_always_a_config_exception() {
        String valid = "site-name: north\nlines: [{name: a, safety: true}]\nlimits: {devices: 3}\n";
        int refused = 0;
        for (int cut = 0; cut < valid.length(); cut++) {
            for (String junk :
                    List.of("", "{", "]", "&a *a", "!!java.net.URL x", "\t", "\u0000", "? :", "%", "<<: *x")) {
                try {
                    parse(valid.substring(0, cut) + junk + valid.substring(cut));
                } catch (ConfigException e) {
                    assertThat(e).hasMessageStartingWith("plant.yaml");
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void missing_and_unreadable_files_are_told(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("no.yaml");
        assertThatThrownBy(() -> ConfigReader.read(missing, Plant.class)).hasMessage(missing + ": no such file");
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertThatThrownBy(() -> ConfigReader.read(binary, Plant.class)).hasMessageStartingWith(binary.toString());
    }
}
