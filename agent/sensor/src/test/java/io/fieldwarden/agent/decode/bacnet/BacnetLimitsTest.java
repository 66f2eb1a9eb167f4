package io.fieldwarden.agent.decode.bacnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every limit, and what is told when requests and answers do not go together. */
class BacnetLimitsTest {
    private static final BacnetLimits SMALL = new BacnetLimits(2, 3_000_000_000L, 1, 4, 1, 12, 3, 2, 2, 5, 1);
    private final Conversation talk = new Conversation(new BacnetDecoder(SMALL), Transport.UDP, BacnetDecoder.PORT);

    private BacnetLimitsTest ask(String network) {
        talk.feed(Direction.FROM_ORIGINATOR, BacnetCorpus.unicast(network));
        return this;
    }

    private BacnetLimitsTest answer(String network) {
        talk.feed(Direction.FROM_RESPONDER, BacnetCorpus.unicast(network));
        return this;
    }

    private List<String> codes() {
        return talk.anomalies().stream().map(seen -> seen.anomaly().code()).toList();
    }

    private List<String> outcomes() {
        return talk.operations().stream().map(seen -> seen.outcome().toString()).toList();
    }

    /** A read of the present value of an analog input. */
    private static String read(int invoke, int input) {
        return String.format("01 04 | 00 05 %02X 0C | 0C %08X 19 55", invoke, input);
    }

    @Test
    void the_oldest_of_too_many_requests_is_unanswered() {
        ask(read(1, 1)).ask(read(2, 2)).ask(read(3, 3));
        assertThat(codes()).containsExactly("too-many-outstanding");
        assertThat(talk.operations()).hasSize(1);
        assertThat(talk.operations().getFirst().operation().points()).hasToString("analog-input,1/present-value");
        assertThat(talk.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void an_answer_may_take_so_long() {
        ask(read(1, 1));
        assertThat(talk.secondsLater(3).operations()).isEmpty();
        assertThat(talk.secondsLater(1).operations()).hasSize(1);
    }

    @Test
    void a_retry_is_one_request() {
        ask(read(1, 1)).ask(read(1, 1)).answer("01 00 | 30 01 0C | 0C 00000001 19 55 3E 44 42480000 3F");
        assertThat(outcomes()).containsExactly("succeeded");
        assertThat(talk.operations().getFirst().operation().attribute("retries"))
                .isEqualTo("1");
        assertThat(codes()).isEmpty();
    }

    @Test
    void a_retry_too_many_is_a_new_request() {
        ask(read(1, 1)).ask(read(1, 1)).ask(read(1, 1));
        talk.close();
        assertThat(outcomes()).containsExactly("unanswered", "unanswered");
    }

    @Test
    void a_write_of_another_value_is_no_retry() {
        ask(BacnetCorpus.WRITE).ask(BacnetCorpus.WRITE.replace("41A00000", "41B00000"));
        answer("01 00 | 20 08 0F");
        assertThat(outcomes()).containsExactly("unanswered", "succeeded");
        assertThat(talk.values()).hasSize(1);
        assertThat(talk.values().getFirst().values().number(0)).isEqualTo(22);
    }

    @Test
    void the_table_of_repeated_requests_never_mixes_them_up() {
        for (int input = 0; input < 10; input++) {
            ask(read(1, input)).answer("01 00 | 60 01 09");
            assertThat(talk.operations().getLast().operation().points())
                    .hasToString("analog-input," + input + "/present-value");
        }
    }

    @Test
    void only_so_many_segmented_messages_are_put_together() {
        for (int invoke = 1; invoke <= 5; invoke++) {
            answer(String.format("01 00 | 3C %02X 00 02 0C | 00", invoke));
        }
        assertThat(codes()).hasSize(4);
        talk.close();
        assertThat(codes()).hasSize(5).containsOnly("segments-incomplete");
    }

    @Test
    void a_segmented_message_may_have_so_many_bytes() {
        Conversation other = new Conversation(new BacnetDecoder(SMALL), Transport.UDP, BacnetDecoder.PORT);
        other.feed(Direction.FROM_RESPONDER, BacnetCorpus.unicast("01 00 | 3C 01 00 02 0C | 0000000000000000"));
        other.feed(Direction.FROM_RESPONDER, BacnetCorpus.unicast("01 00 | 3C 01 01 02 0C | 0000000000000000"));
        assertThat(other.anomalies()).extracting(seen -> seen.anomaly().code()).containsExactly("segments-too-long");
    }

    @Test
    void values_nest_so_deep() {
        ask("01 04 | 00 05 01 0F | 0C 00400001 19 55 3E 0E 0E 0E 00 0F 0F 0F 3F");
        assertThat(codes()).containsExactly("nested-too-deep");
        assertThat(talk.anomalies().getFirst().anomaly().malformed()).isFalse();
    }

    @Test
    void a_property_has_so_many_values() {
        ask(read(1, 1)).answer("01 00 | 30 01 0C | 0C 00000001 19 55 3E 2101 2102 2103 3F");
        assertThat(talk.values().getFirst().values().size()).isEqualTo(2);
    }

    @Test
    void a_message_names_so_many_properties() {
        ask("01 04 | 00 05 01 0E | 0C 00000001 1E 0955 0956 0957 0958 1F");
        talk.close();
        assertThat(talk.operations().getFirst().operation().attributes().stream()
                        .filter(attribute -> attribute.name().equals("property")))
                .hasSize(2);
    }

    @Test
    void a_text_has_so_many_characters() {
        ask(read(1, 1)).answer("01 00 | 30 01 0C | 0C 00000001 19 1C 3E 75 09 00 4142434445464748 3F");
        assertThat(talk.values().getFirst().values().text(0)).isEqualTo("ABCDE");
    }

    @Test
    void so_many_devices_are_remembered() {
        String iAm = "10 00 C4 02000001 22 01E0 91 03 21 05";
        answer("01 00 | " + iAm).answer("01 08 0005 01 07 | " + iAm).answer("01 00 | " + iAm);
        assertThat(talk.identities()).hasSize(3);
    }

    @Test
    void answers_must_fit_the_request() {
        ask(read(1, 1)).answer("01 00 | 20 01 0F");
        assertThat(codes()).containsExactly("response-mismatch");
    }

    @Test
    void an_answer_needs_a_request() {
        ask(read(1, 1)).answer("01 00 | 20 09 0F");
        assertThat(codes()).containsExactly("response-without-request");
        assertThat(talk.operations().getFirst().operation().attribute("request"))
                .isEqualTo("not seen");
    }

    @Test
    void an_answer_after_a_gap_or_at_the_beginning_needs_none() {
        answer("01 00 | 20 09 0F");
        ask(read(1, 1));
        talk.gap(Direction.FROM_ORIGINATOR, 20);
        answer("01 00 | 20 09 0F");
        assertThat(codes()).isEmpty();
    }

    @Test
    void an_invoke_id_is_used_once_at_a_time() {
        ask(read(1, 1)).ask("01 04 | 00 05 01 14 | 09 00");
        assertThat(codes()).containsExactly("duplicate-invoke-id");
        assertThat(outcomes()).containsExactly("unanswered");
    }

    @Test
    void padding_of_a_frame_is_no_parameter() {
        Conversation link = new Conversation(new BacnetDecoder(), Transport.LINK, BacnetDecoder.LLC);
        link.feed(Direction.FROM_ORIGINATOR, Corpus.hex("82 82 03 01 00 10 08 00000000000000000000"));
        assertThat(link.anomalies()).isEmpty();
        assertThat(link.operations().getFirst().operation().attributes()).isEmpty();
    }

    @Test
    void other_protocols_are_not_taken_for_bacnet() {
        List<String> others = new ArrayList<>(List.of(
                "16FEFF0000000000000000", // DTLS
                "1234 0100 0001 0000 0000 0000 03777777", // DNS
                "81 00 0044 20 434B4141", // NetBIOS session
                "80 00 02 00 02 00 00 C0", // FINS
                "81 0A 0008 02 00 10 08", // network version 2
                "81 0A 0009 01 00 10 08", // another length
                "82 63 0000", // RTCP
                "63 00 0000 00000000", // EtherNet/IP
                ""));
        var elsewhere = Conversation.connection(Transport.UDP, 4000, false);
        for (String other : others) {
            assertThat(new BacnetDecoder()
                            .recognise(new Window().over(Corpus.hex(other)), Direction.FROM_ORIGINATOR, elsewhere))
                    .as(other)
                    .isEqualTo(Recognition.NO);
        }
    }

    @Test
    void a_datagram_ends_anywhere() {
        for (String network : List.of(BacnetCorpus.READ_MANY_ACK, BacnetCorpus.COV, BacnetCorpus.WRITE)) {
            byte[] whole = BacnetCorpus.unicast(network);
            for (int size = 1; size < whole.length; size++) {
                Conversation cut = new Conversation(new BacnetDecoder(), Transport.UDP, BacnetDecoder.PORT);
                cut.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOf(whole, size))
                        .close();
                assertThat(cut.anomalies()).as("%s of %s", size, network).hasSize(1);
            }
        }
    }
}
