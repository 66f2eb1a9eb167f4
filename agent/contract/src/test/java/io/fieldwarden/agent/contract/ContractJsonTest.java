package io.fieldwarden.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class ContractJsonTest {
    static final Alert ALERT = new Alert(
            "00112233445566778899aabbccddeeff",
            0,
            "ot.unauthorised-write",
            "Write by an unknown controller",
            Severity.HIGH,
            0.9,
            Instant.parse("2026-11-01T10:00:00Z"),
            Instant.parse("2026-11-01T10:00:01Z"),
            1,
            "gateway-1",
            "plant",
            new Party("10.0.0.1", 49152, "", ""),
            new Party("10.0.0.2", 502, "", "plc"),
            "modbus",
            new OperationFact("write_single_register", "WRITE", "unit 1", "succeeded", List.of(new Detail("a", "b"))),
            new Expectation("nobody writes", List.of(), 10, null),
            new Sighting("a write", List.of("x")),
            List.of(new Technique("T0855", "Unauthorized Command Message")),
            "meaning",
            List.of("advice"),
            "key",
            new Evidence(1, new byte[] {1, 2, 3}));

    @Test
    void batch_is_the_same_after_a_round_trip() {
        String json = ContractJson.text(new Batch("b1", List.of(ALERT)));

        Batch read = ContractJson.read(json, Batch.class);

        assertThat(read.alerts()).hasSize(1);
        assertThat(ContractJson.text(read)).isEqualTo(json);
    }

    @Test
    void optional_fields_may_be_missing() {
        String json = ContractJson.text(new Batch("b1", List.of(ALERT.withEvidence(null))));

        assertThat(ContractJson.read(json, Batch.class).alerts().getFirst().evidence())
                .isNull();
    }

    @Test
    void missing_field_is_refused_by_name() {
        String whole = ContractJson.text(ALERT);
        for (String field : List.of("id", "type", "title", "severity", "firstSeen", "agent", "site", "seen", "key")) {
            String json = whole.replace("\"" + field + "\":", "\"no-" + field + "\":");
            assertThat(json).isNotEqualTo(whole);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ContractJson.read(json, Alert.class))
                    .withMessageContaining(field);
        }
    }

    @Test
    void missing_field_deep_inside_is_refused() {
        String json = ContractJson.text(new Batch("b1", List.of(ALERT))).replace("\"address\":", "\"adress\":");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractJson.read(json, Batch.class))
                .withMessageContaining("Party without \"address\"");
    }

    @Test
    void whatever_the_bytes_it_is_a_record_or_one_refusal() {
        byte[] whole = ContractJson.bytes(new Batch("b1", List.of(ALERT)));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = whole.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(32, 127);
            }
            refused += refuses(broken);
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void every_cut_is_refused() {
        byte[] whole = ContractJson.bytes(new Batch("b1", List.of(ALERT)));
        for (int length = 0; length < whole.length; length++) {
            assertThat(refuses(java.util.Arrays.copyOf(whole, length)))
                    .as("cut at %d", length)
                    .isOne();
        }
    }

    @Test
    void deep_nesting_is_refused_not_a_dead_thread() {
        String deep = "{\"id\":\"b\",\"extra\":" + "[".repeat(1_000_000) + "}";

        assertThat(refuses(deep.getBytes(StandardCharsets.UTF_8))).isOne();
    }

    private static int refuses(byte[] json) {
        try {
            ContractJson.read(json, Batch.class);
            return 0;
        } catch (IllegalArgumentException refusal) {
            return 1;
        }
    }
}
