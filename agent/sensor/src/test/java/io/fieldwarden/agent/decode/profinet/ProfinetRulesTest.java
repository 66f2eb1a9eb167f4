package io.fieldwarden.agent.decode.profinet;

import static io.fieldwarden.agent.decode.profinet.CmCorpus.call;
import static io.fieldwarden.agent.decode.profinet.CmCorpus.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule of DCP, real-time frames and connection manager broken once, and what is told of it. */
class ProfinetRulesTest {
    private static final Map<Anomaly, Consumer<Conversation>> CASES = new HashMap<>();

    private static void rule(Anomaly anomaly, String message) {
        CASES.put(anomaly, told -> told.request(message));
    }

    static {
        rule(DcpAnomaly.HEADER_TOO_SHORT, "FEFD 04 00 00");
        rule(DcpAnomaly.LENGTH_OVER_FRAME, "FEFD 04 00 00000001 0000 0001");
        rule(DcpAnomaly.BLOCK_OVER_DATA, "FEFD 04 00 00000001 0000 0006 0202 00FF 0000");
        rule(DcpAnomaly.BLOCK_TOO_SHORT, "FEFD 04 00 00000001 0000 0006 0102 0002 0000");
        rule(DcpAnomaly.FRAME_ID_MISMATCH, "FEFD 05 00 00000001 0000 0000");
        rule(DcpAnomaly.UNKNOWN_SERVICE, "FEFD 09 00 00000001 0000 0000");
        rule(DcpAnomaly.ILLEGAL_NAME, "FEFD 04 00 00000001 0000 0008 0202 0004 0000 2561");
        CASES.put(
                DcpAnomaly.RESPONSE_WITHOUT_REQUEST,
                told -> told.request(DcpCorpus.GET).answer(DcpCorpus.GET_OK).answer(DcpCorpus.GET_OK));
        rule(DcpAnomaly.TOO_MANY_BLOCKS, hello(ProfinetLimits.standard().blocks() + 1));
        rule(RtAnomaly.FRAME_TOO_SHORT, "C000 000000");
        rule(RtAnomaly.LENGTH_OVER_FRAME, "FC01 00010002 11 01 0000 FFFF 001D" + "00".repeat(28));
        rule(RtAnomaly.TRANSFER_STATUS, "C000 00000000 0000 35 01");
        CASES.put(
                RtAnomaly.TOO_MANY_FRAME_IDS,
                told -> cyclic(told, 1 + ProfinetLimits.standard().cyclicFrames()));
        rule(CmAnomaly.HEADER_TOO_SHORT, "0400");
        rule(CmAnomaly.LENGTH_OVER_DATAGRAM, CmCorpus.PARAMETER_END.replace("0034 0000 00 00", "0035 0000 00 00"));
        rule(CmAnomaly.ARGUMENTS_TOO_SHORT, packet("00", 1, "0004", "00001000 00000000 00001000 00000000 000000"));
        rule(CmAnomaly.ARGUMENTS_OVER_DATA, packet("00", 1, "0004", "00001000 00000001 00001000 00000000 00000001"));
        rule(CmAnomaly.BLOCK_OVER_ARGUMENTS, call(1, "0004", "0110 0003 0100"));
        rule(CmAnomaly.BLOCK_TOO_SHORT, call(1, "0000", "0101 0002 0100"));
        rule(CmAnomaly.UNKNOWN_OPERATION, call(1, "0063", ""));
        rule(CmAnomaly.UNKNOWN_PACKET_TYPE, packet("0B", 1, "0000", ""));
        rule(CmAnomaly.FRAGMENTS_LOST, fragment(1, 1, false, 16));
        CASES.put(
                CmAnomaly.TOO_MANY_OUTSTANDING,
                told -> calls(told, 1 + ProfinetLimits.standard().openCalls()));
    }

    /** A statement with so many blocks. */
    static String hello(int blocks) {
        return String.format("FEFC 06 00 00000001 0000 %04X", 8 * blocks) + "02 04 0004 0000 01 00".repeat(blocks);
    }

    static void cyclic(Conversation conversation, int ids) {
        for (int id = 0; id < ids; id++) {
            conversation.request(String.format("%04X 00000000 0000 35 00", 0xC000 + id));
        }
    }

    static void calls(Conversation conversation, int count) {
        for (int sequence = 0; sequence < count; sequence++) {
            conversation.request(call(sequence, "0004", ""));
        }
    }

    /** A piece of a call of so many bytes. */
    static String fragment(int sequence, int number, boolean last, int size) {
        String flags = last ? "26" : "24";
        return packet("00", sequence, "0003", "00".repeat(size))
                .replaceFirst("^040020", "0400" + flags)
                .replace(String.format("%04X 0000 00 00", size), String.format("%04X %04X 00 00", size, number));
    }

    static Conversation open(Anomaly anomaly) {
        return switch (anomaly) {
            case DcpAnomaly dcp -> new Conversation(new DcpDecoder(), Transport.LINK, FrameIds.ETHER_TYPE);
            case RtAnomaly rt -> new Conversation(new RtDecoder(), Transport.LINK, FrameIds.ETHER_TYPE);
            default -> new Conversation(new CmDecoder(), Transport.UDP, 34_964);
        };
    }

    @TestFactory
    Stream<DynamicTest> tells() {
        return CASES.entrySet().stream().map(entry -> {
            String name = entry.getKey().protocol() + " " + entry.getKey().code();
            return DynamicTest.dynamicTest(name, () -> {
                Conversation told = open(entry.getKey());
                entry.getValue().accept(told);
                assertThat(told.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(entry.getKey());
                assertThat(told.anomalies().getFirst().detail()).contains("expected");
            });
        });
    }

    @Test
    void every_rule_is_broken_here() {
        List<Anomaly> all = new ArrayList<>(List.of(DcpAnomaly.values()));
        all.addAll(List.of(RtAnomaly.values()));
        all.addAll(List.of(CmAnomaly.values()));
        assertThat(CASES.keySet()).containsExactlyInAnyOrderElementsOf(all);
    }
}
