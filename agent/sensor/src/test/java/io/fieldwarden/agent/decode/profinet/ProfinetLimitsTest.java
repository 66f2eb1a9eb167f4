package io.fieldwarden.agent.decode.profinet;

import static io.fieldwarden.agent.decode.profinet.CmCorpus.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Each limit: at it nothing happens, one beyond it what is said. */
class ProfinetLimitsTest {
    private static final ProfinetLimits LIMITS = ProfinetLimits.standard();

    private final Conversation dcp = ProfinetRulesTest.open(DcpAnomaly.BLOCK_TOO_SHORT);
    private final Conversation rt = ProfinetRulesTest.open(RtAnomaly.FRAME_TOO_SHORT);
    private final Conversation cm = ProfinetRulesTest.open(CmAnomaly.BLOCK_TOO_SHORT);

    @Test
    void answer_time_is_ten_seconds() {
        dcp.request(DcpCorpus.GET).secondsLater(10);
        cm.request(CmCorpus.CONNECT).secondsLater(10);
        assertThat(dcp.operations()).isEmpty();
        assertThat(cm.operations()).isEmpty();
        assertThat(dcp.secondsLater(1).operations())
                .extracting(seen -> seen.outcome())
                .containsExactly(Outcome.UNANSWERED);
        assertThat(cm.secondsLater(1).operations())
                .extracting(seen -> seen.outcome())
                .containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void open_requests_of_dcp_the_oldest_is_unanswered() {
        for (int xid = 0; xid < LIMITS.openRequests(); xid++) {
            dcp.request(String.format("FEFD 03 00 %08X 0000 0002 02 02", xid));
        }
        assertThat(dcp.operations()).isEmpty();
        dcp.request(DcpCorpus.GET.replace("00000006", "000000FF"));
        assertThat(dcp.operations()).extracting(seen -> seen.outcome()).containsExactly(Outcome.UNANSWERED);
    }

    /** Answers that count as asked for, of the first of so many who asked everybody. */
    private static Outcome.Kind answered(int asked) {
        IdentifyRequests requests = new IdentifyRequests(LIMITS.identifies());
        for (int xid = 1; xid <= asked; xid++) {
            requests.asked(1, xid, xid);
        }
        boolean known = requests.isAsked(1, 1, asked, LIMITS.answerNanos());
        return known ? Outcome.Kind.SUCCEEDED : Outcome.Kind.ONE_WAY;
    }

    @Test
    void multicast_requests_the_oldest_is_forgotten() {
        assertThat(answered(LIMITS.identifies())).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(answered(LIMITS.identifies() + 1)).isEqualTo(Outcome.Kind.ONE_WAY);
    }

    @Test
    void open_calls_the_oldest_is_unanswered() {
        ProfinetRulesTest.calls(cm, LIMITS.openCalls());
        assertThat(cm.operations()).isEmpty();
        cm.request(call(LIMITS.openCalls(), "0004", ""));
        assertThat(cm.operations()).extracting(seen -> seen.outcome()).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void blocks_of_one_message() {
        dcp.request(ProfinetRulesTest.hello(LIMITS.blocks()));
        assertThat(dcp.anomalies()).isEmpty();
        dcp.request(ProfinetRulesTest.hello(LIMITS.blocks() + 1));
        assertThat(dcp.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(DcpAnomaly.TOO_MANY_BLOCKS);
    }

    @Test
    void blocks_of_one_call() {
        String short1 = "0101 0002 0100";
        String fill = "0F00 0002 0100";
        cm.request(call(1, "0000", fill.repeat(LIMITS.blocks()) + short1));
        assertThat(cm.anomalies()).isEmpty();
        cm.request(call(2, "0000", fill.repeat(LIMITS.blocks() - 1) + short1));
        assertThat(cm.anomalies()).hasSize(1);
    }

    @Test
    void attributes_of_one_message() {
        assertThat(said(LIMITS.attributes())).isEqualTo(LIMITS.attributes());
        assertThat(said(LIMITS.attributes() + 1)).isEqualTo(LIMITS.attributes());
    }

    private static long said(int blocks) {
        Conversation told = new Conversation(new DcpDecoder(), Transport.LINK, FrameIds.ETHER_TYPE);
        told.request(ProfinetRulesTest.hello(blocks));
        return told.operations().getFirst().operation().attributes().stream()
                .filter(each -> each.name().equals("device_role"))
                .count();
    }

    @Test
    void text_of_a_device() {
        for (int beyond = -1; beyond <= 1; beyond++) {
            int count = LIMITS.textChars() + beyond;
            int padded = count + (count & 1);
            String message = String.format("FEFC 06 00 00000001 0000 %04X 02 02 %04X 0000", 6 + padded, 2 + count)
                    + "61".repeat(count)
                    + "00".repeat(padded - count);
            Conversation told = new Conversation(new DcpDecoder(), Transport.LINK, FrameIds.ETHER_TYPE);
            told.request(message);
            assertThat(told.operations().getFirst().operation().attribute("name_of_station"))
                    .hasSize(Math.min(count, LIMITS.textChars()));
        }
    }

    @Test
    void anomalies_of_one_message() {
        int count = LIMITS.anomalies() + 2;
        dcp.request(String.format("FEFC 06 00 00000001 0000 %04X", 6 * count) + "01 02 0002 0000".repeat(count));
        assertThat(dcp.anomalies()).hasSize(LIMITS.anomalies());
        cm.request(call(1, "0000", "0101 0002 0100".repeat(count)));
        assertThat(cm.anomalies()).hasSize(LIMITS.anomalies());
    }

    @Test
    void cyclic_frames_whose_state_is_followed() {
        ProfinetRulesTest.cyclic(rt, LIMITS.cyclicFrames());
        assertThat(rt.anomalies()).isEmpty();
        ProfinetRulesTest.cyclic(rt, LIMITS.cyclicFrames() + 1);
        assertThat(rt.operations()).hasSize(LIMITS.cyclicFrames());
        assertThat(rt.anomalies()).hasSize(1);
    }

    @Test
    void bytes_of_a_call_in_fragments() {
        int piece = 1 << 10;
        int pieces = LIMITS.fragmentBytes() / piece;
        for (int number = 0; number < pieces; number++) {
            cm.request(ProfinetRulesTest.fragment(1, number, false, piece));
        }
        assertThat(cm.anomalies()).isEmpty();
        cm.request(ProfinetRulesTest.fragment(1, pieces, true, 1));
        assertThat(cm.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(CmAnomaly.FRAGMENTS_LOST);
    }

    @Test
    void calls_in_fragments_the_oldest_is_given_up() {
        for (int sequence = 1; sequence <= LIMITS.fragmentedCalls() + 1; sequence++) {
            cm.request(ProfinetRulesTest.fragment(sequence, 0, false, 32));
        }
        cm.request(ProfinetRulesTest.fragment(2, 1, false, 32));
        assertThat(cm.anomalies()).isEmpty();
        cm.request(ProfinetRulesTest.fragment(1, 1, false, 32));
        assertThat(cm.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(CmAnomaly.FRAGMENTS_LOST);
    }
}
