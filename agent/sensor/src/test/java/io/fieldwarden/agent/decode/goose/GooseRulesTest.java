package io.fieldwarden.agent.decode.goose;

import static io.fieldwarden.agent.decode.goose.GooseCorpus.element;
import static io.fieldwarden.agent.decode.goose.GooseCorpus.goose;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule broken once, and each limit: at it nothing happens, one beyond it what is said. */
class GooseRulesTest {
    private static final String TRUE = "83 01 01";
    private static final GooseLimits LIMITS = GooseLimits.standard();
    private static final Map<GooseAnomaly, List<String>> CASES = new EnumMap<>(GooseAnomaly.class);

    static {
        String state = goose(5, 9, 1, TRUE);
        CASES.put(GooseAnomaly.HEADER_TOO_SHORT, List.of("0001 0008 0000 00"));
        CASES.put(GooseAnomaly.BAD_LENGTH, List.of(state.replaceFirst("0001 ....", "0001 00FF")));
        CASES.put(GooseAnomaly.BAD_ENCODING, List.of("0001 000A 0000 0000 61 00"));
        CASES.put(GooseAnomaly.UNKNOWN_PDU, List.of("0001 000A 0000 0000 62 00"));
        CASES.put(GooseAnomaly.ENTRY_COUNT_MISMATCH, List.of(goose(1, 0, 2, TRUE)));
        CASES.put(GooseAnomaly.STATE_NUMBER_BACK, List.of(state, goose(4, 9, 1, TRUE)));
        CASES.put(GooseAnomaly.SEQUENCE_NUMBER_BACK, List.of(state, goose(5, 8, 1, TRUE)));
        CASES.put(GooseAnomaly.VALUES_WITHOUT_STATE, List.of(state, goose(5, 10, 1, "83 01 00")));
        CASES.put(
                GooseAnomaly.CONFIGURATION_CHANGED,
                List.of(state, goose(6, 0, 1, TRUE).replace("88 01 01", "88 01 02")));
        CASES.put(GooseAnomaly.SIMULATION_MISMATCH, List.of(state.replace("0000 0000 |", "8000 0000 |")));
        CASES.put(GooseAnomaly.TOO_DEEP, List.of(goose(1, 0, 1, nested(LIMITS.depth() + 1))));
    }

    private static Conversation open() {
        return new Conversation(new GooseDecoder(), Transport.LINK, GooseDecoder.ETHER_TYPE);
    }

    private static String nested(int depth) {
        String data = TRUE;
        for (int level = 0; level < depth; level++) {
            data = element("A2", data);
        }
        return data;
    }

    @TestFactory
    Stream<DynamicTest> tells() {
        return CASES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().code(), () -> {
                    Conversation told = open();
                    entry.getValue().forEach(told::request);
                    assertThat(told.anomalies())
                            .extracting(seen -> seen.anomaly())
                            .containsExactly(entry.getKey());
                    assertThat(told.anomalies().getFirst().detail()).contains("expected");
                }));
    }

    @Test
    void every_rule_is_broken_here() {
        assertThat(CASES).containsOnlyKeys(GooseAnomaly.values());
    }

    @Test
    void what_follows_the_rules_is_no_anomaly() {
        Conversation told = open().request(goose(5, 9, 1, TRUE))
                .request(goose(5, 9, 1, TRUE))
                .request(goose(5, 10, 1, TRUE))
                .request(goose(6, 0, 1, "83 01 00"))
                .request(goose(7, 0, 1, nested(LIMITS.depth())));
        assertThat(told.anomalies()).isEmpty();
        assertThat(told.operations()).hasSize(3);
    }

    @Test
    void a_restart_of_the_sender_is_told_once() {
        Conversation told = open().request(goose(9, 9, 1, TRUE))
                .request(goose(1, 0, 1, TRUE))
                .request(goose(1, 1, 1, TRUE));
        assertThat(told.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(GooseAnomaly.STATE_NUMBER_BACK);
    }

    /** As many control blocks, then the first of them again. */
    private static int told(int blocks) {
        Conversation told = open();
        for (int block = 0; block <= blocks; block++) {
            String name = String.format("80 03 41%04X", 0x3030 + block % blocks);
            told.request(goose(1, block / blocks, 1, TRUE).replace("80 03 412F47", name));
        }
        return told.operations().size();
    }

    @Test
    void control_blocks_the_one_not_heard_for_the_longest_is_forgotten() {
        assertThat(told(LIMITS.controls())).isEqualTo(LIMITS.controls());
        assertThat(told(LIMITS.controls() + 1)).isEqualTo(LIMITS.controls() + 2);
    }

    @Test
    void values_of_one_message() {
        for (int beyond = -1; beyond <= 1; beyond++) {
            int count = LIMITS.values() + beyond;
            String bytes = TRUE.repeat(count).replace(" ", "");
            String array = String.format("A1 82 %04X", bytes.length() / 2) + bytes;
            String pdu = goose(1, 0, 1, TRUE);
            String head = pdu.substring(pdu.indexOf("80 03 412F47"), pdu.indexOf("AB03"));
            String all = head + String.format("AB 82 %04X", 4 + bytes.length() / 2) + array;
            int size = Corpus.hex(all).length;
            Conversation told = open().request(String.format("0001 %04X 0000 0000 61 82 %04X", 12 + size, size) + all);
            assertThat(told.values()).hasSize(Math.min(count, LIMITS.values()));
            assertThat(told.anomalies()).isEmpty();
        }
    }

    @Test
    void text_of_a_device() {
        for (int beyond = -1; beyond <= 1; beyond++) {
            int count = LIMITS.textChars() + beyond;
            String text = (count < 128 ? String.format("8A %02X", count) : String.format("8A 81 %02X", count))
                    + "41".repeat(count);
            String pdu = goose(1, 0, 1, TRUE);
            String head = pdu.substring(pdu.indexOf("80 03 412F47"), pdu.indexOf("AB03"));
            String all = head + element("AB", text);
            int size = Corpus.hex(all).length;
            Conversation told = open().request(String.format("0001 %04X 0000 0000 61 82 %04X", 12 + size, size) + all);
            assertThat(told.values().getFirst().values().text(0)).hasSize(Math.min(count, LIMITS.textChars()));
        }
    }

    @Test
    void anomalies_of_one_message() {
        String changed = goose(4, 0, 2, nested(LIMITS.depth() + 1))
                .replace("88 01 01", "88 01 02")
                .replace("0000 0000 |", "8000 0000 |");
        Conversation told = open().request(goose(5, 9, 1, TRUE)).request(changed);
        assertThat(told.anomalies()).hasSize(LIMITS.anomalies());
    }
}
