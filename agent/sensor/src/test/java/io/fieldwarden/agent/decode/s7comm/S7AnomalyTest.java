package io.fieldwarden.agent.decode.s7comm;

import static io.fieldwarden.agent.decode.s7comm.S7Corpus.ack;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.data;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Transport;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule broken once, and what is told of it. */
class S7AnomalyTest {
    private static final String READ = "0401 120A10040001000184000010";
    private static final String READ_TWO = "0402 120A10040001000184000010 120A10040001000184000020";
    private static final Map<S7Anomaly, Consumer<Conversation>> CASES = new EnumMap<>(S7Anomaly.class);

    static {
        CASES.put(S7Anomaly.BAD_TPKT, told -> told.request("0102030405060708"));
        CASES.put(S7Anomaly.UNEXPECTED_COTP_PDU, told -> told.request("0300000B 06 60 0001 01 0000"));
        CASES.put(S7Anomaly.OVERLONG_MESSAGE, told -> {
            String part = "0300 9C47 02F000" + "32".repeat(40_000);
            told.request(part).request(part);
        });
        CASES.put(S7Anomaly.UNKNOWN_PROTOCOL_ID, told -> told.request(data("0D0905")));
        CASES.put(S7Anomaly.LENGTH_MISMATCH, told -> told.request(data("32010000 0001 0020 0000 04")));
        CASES.put(S7Anomaly.UNKNOWN_ROSCTR, told -> told.request(data("32090000 0001 0000 0000")));
        CASES.put(S7Anomaly.UNKNOWN_FUNCTION, told -> told.request(job(1, "4400", "")));
        CASES.put(S7Anomaly.PARAMETER_TOO_SHORT, told -> told.request(job(1, "F000", "")));
        CASES.put(S7Anomaly.BAD_ITEM, told -> told.request(job(1, "0402 120A10040001000184000010", "")));
        CASES.put(
                S7Anomaly.DATA_TOO_SHORT,
                told -> told.request(job(1, READ_TWO, "")).answer(ack(1, 0, "0402", "FF040010 0001")));
        CASES.put(
                S7Anomaly.ITEM_COUNT_MISMATCH,
                told -> told.request(job(1, READ, "")).answer(ack(1, 0, "0401", "FF040008 01")));
        CASES.put(
                S7Anomaly.RESPONSE_MISMATCH,
                told -> told.request(job(1, READ, "")).answer(ack(1, 0, "0501", "FF")));
        CASES.put(
                S7Anomaly.RESPONSE_WITHOUT_REQUEST,
                told -> told.request(job(1, READ, ""))
                        .answer(ack(1, 0, "0401", "FF040010 0001"))
                        .answer(ack(1, 0, "0401", "FF040010 0001")));
        CASES.put(S7Anomaly.TOO_MANY_OUTSTANDING, told -> {
            for (int reference = 0; reference <= S7Limits.standard().outstandingMax(); reference++) {
                told.request(job(reference, READ, ""));
            }
        });
        CASES.put(
                S7Anomaly.TRUNCATED, told -> told.request("0300 0020 02F080 32").close());
    }

    @TestFactory
    Stream<DynamicTest> tells() {
        return CASES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().code(), () -> {
                    Conversation told = new Conversation(new S7Decoder(), Transport.TCP, 102);
                    entry.getValue().accept(told);
                    assertThat(told.anomalies())
                            .extracting(seen -> seen.anomaly())
                            .containsExactly(entry.getKey());
                    assertThat(told.anomalies().getFirst().detail())
                            .contains("expected")
                            .hasSizeLessThan(200);
                }));
    }

    @Test
    void every_rule_is_broken_here() {
        assertThat(CASES).containsOnlyKeys(S7Anomaly.values());
    }

    @Test
    void four_anomalies_of_one_message_are_told_and_no_more() {
        Conversation told = new Conversation(new S7Decoder(), Transport.TCP, 102);
        String items = "120A10040001000184000010".repeat(8);
        told.request(job(1, "0408" + items, "")).answer(ack(1, 0, "0408", "FF040008 01 00".repeat(8)));
        assertThat(told.anomalies()).hasSize(4);
    }
}
