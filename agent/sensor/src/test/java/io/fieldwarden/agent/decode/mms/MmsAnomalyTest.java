package io.fieldwarden.agent.decode.mms;

import static io.fieldwarden.agent.decode.mms.MmsCorpus.data;
import static io.fieldwarden.agent.decode.mms.MmsCorpus.element;
import static io.fieldwarden.agent.decode.mms.MmsCorpus.request;
import static io.fieldwarden.agent.decode.mms.MmsCorpus.response;
import static io.fieldwarden.agent.decode.mms.MmsCorpus.tpkt;
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
class MmsAnomalyTest {
    private static final Map<MmsAnomaly, Consumer<Conversation>> CASES = new EnumMap<>(MmsAnomaly.class);

    static {
        CASES.put(MmsAnomaly.BAD_TRANSPORT, told -> told.request("0300 0007 00 0F80 00000000"));
        CASES.put(MmsAnomaly.BAD_SESSION, told -> told.request(tpkt("77 00")));
        CASES.put(MmsAnomaly.BAD_PRESENTATION, told -> told.request(tpkt("01 00 01 00 61 30 00")));
        CASES.put(MmsAnomaly.BAD_ENCODING, told -> told.request(tpkt("A0 7F 02")));
        CASES.put(MmsAnomaly.UNKNOWN_PDU, told -> told.request(data("B0 00")));
        CASES.put(MmsAnomaly.UNKNOWN_SERVICE, told -> told.request(request(1, "BF 7F 00")));
        CASES.put(MmsAnomaly.MESSAGE_OVER_LIMIT, told -> MmsLimitsTest.parts(told, 5));
        CASES.put(
                MmsAnomaly.TOO_DEEP,
                told -> told.request(MmsLimitsTest.nested(MmsLimits.standard().depth() + 1)));
        CASES.put(
                MmsAnomaly.RESPONSE_MISMATCH,
                told -> told.request(MmsCorpus.IDENTIFY).answer(response(1, "A4 02 A1 00")));
        CASES.put(
                MmsAnomaly.RESPONSE_SIZE_MISMATCH,
                told -> told.request(MmsCorpus.READ).answer(MmsCorpus.results(2, "83 01 01")));
        CASES.put(
                MmsAnomaly.RESPONSE_WITHOUT_REQUEST,
                told -> told.request(MmsCorpus.IDENTIFY)
                        .answer(MmsCorpus.IDENTITY)
                        .answer(MmsCorpus.IDENTITY));
        CASES.put(
                MmsAnomaly.DUPLICATE_INVOKE_ID,
                told -> told.request(MmsCorpus.IDENTIFY).request(MmsCorpus.IDENTIFY));
        CASES.put(
                MmsAnomaly.TOO_MANY_OUTSTANDING,
                told -> MmsLimitsTest.ask(told, MmsLimits.standard().outstanding() + 1));
        CASES.put(
                MmsAnomaly.TRUNCATED, told -> told.request("0300 0040 02 F0 80").close());
    }

    @TestFactory
    Stream<DynamicTest> tells() {
        return CASES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().code(), () -> {
                    Conversation told = new Conversation(new MmsDecoder(), Transport.TCP, 102);
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
        assertThat(CASES).containsOnlyKeys(MmsAnomaly.values());
    }

    @Test
    void four_anomalies_of_one_message_are_told_and_no_more() {
        Conversation told = new Conversation(new MmsDecoder(), Transport.TCP, 102);
        String value = element("30", "02 01 03" + element("A0", "B0 00"));
        told.request(tpkt("01 00 01 00 " + element("61", value.repeat(6))));
        assertThat(told.anomalies()).hasSize(MmsLimits.standard().anomalies());
    }
}
