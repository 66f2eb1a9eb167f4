package io.fieldwarden.agent.decode.c37118;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class C37118ExchangeTest {
    private final C37118Decoder decoder = new C37118Decoder();

    private Conversation tcp() {
        return new Conversation(decoder, Transport.TCP, 4712);
    }

    private Conversation play(int which) {
        Conversation conversation = tcp();
        new C37118Corpus()
                .conversations()
                .get(which)
                .forEach(message -> conversation.feed(message.from(), message.bytes()));
        return conversation;
    }

    @Test
    void integers_are_scaled_as_the_configuration_says() {
        Conversation conversation = play(0);
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values())
                .extracting(
                        value -> value.points() + "=" + (float) value.values().number(0) + value.unit())
                .containsExactly(
                        "STATION A/VA/real=100000.0V",
                        "STATION A/VA/imaginary=0.0V",
                        "STATION A/I1/real=1.0A",
                        "STATION A/I1/imaginary=-2.0A",
                        "STATION A/frequency=50.01Hz",
                        "STATION A/rocof=-0.01Hz/s",
                        "STATION A/WATTS=100.0",
                        "STATION A/digital/0=1.0");
        assertThat(conversation.values())
                .allMatch(value -> value.quality().name().equals("GOOD"));
    }

    @Test
    void floats_of_a_third_configuration_and_bad_status() {
        Conversation conversation = play(1);
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values())
                .extracting(value -> value.points() + "=" + value.values().text(0) + value.unit() + value.quality())
                .containsExactly(
                        "STATION A/VA/magnitude=100VBAD",
                        "STATION A/VA/angle=1radBAD",
                        "STATION A/frequency=50HzBAD",
                        "STATION A/rocof=0Hz/sBAD");
    }

    @Test
    void commands_and_what_they_bring() {
        assertThat(play(0).operations())
                .extracting(
                        seen -> seen.operation().name() + " " + seen.operation().access() + " " + seen.outcome())
                .containsExactly(
                        "send_cfg_2 READ succeeded",
                        "data_on EXECUTE one-way",
                        "data PUBLISH one-way",
                        "data_off EXECUTE one-way");
        assertThat(play(1).operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("send_hdr", "extended_frame", "send_cfg_3", "data");
    }

    @Test
    void the_station_is_named() {
        assertThat(play(0).identities()).hasSize(1);
        assertThat(play(0).identities().getFirst().facts().getFirst().value()).isEqualTo("STATION A");
    }

    @Test
    void a_configuration_serves_other_connections() {
        play(0);
        Conversation data = new Conversation(decoder, Transport.UDP, 4713);
        data.answer(C37118Corpus.frame("01", "0000 2710 0000 03E8 F830 000A FFFF 0064 0001"));
        assertThat(data.values()).hasSize(8);
    }

    @Test
    void without_answer() {
        Conversation conversation =
                tcp().request(C37118Corpus.frame("41", "0005")).secondsLater(12);
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).hasToString("unanswered");
        assertThat(conversation.operations().getFirst().operation().access()).isEqualTo(Access.READ);
    }

    @Test
    void a_stream_may_be_cut_anywhere() {
        byte[] both = Corpus.hex(C37118Corpus.configuration("0000") + C37118Corpus.frame("11", "41"));
        for (int cut = 1; cut < both.length; cut++) {
            Conversation conversation = tcp();
            conversation.feed(Direction.FROM_RESPONDER, Arrays.copyOf(both, cut));
            conversation.feed(Direction.FROM_RESPONDER, Arrays.copyOfRange(both, cut, both.length));
            assertThat(conversation.operations()).hasSize(2);
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void after_a_gap_the_next_frame_is_found() {
        Conversation conversation = tcp().gap(Direction.FROM_ORIGINATOR, 5);
        conversation.request("0102AA" + C37118Corpus.frame("41", "0002"));
        assertThat(conversation.operations()).hasSize(1);
    }

    @Test
    void anomalies() {
        assertThat(codes("AB410012 0007 00000000 00000000 0001 0000")).contains("bad-sync");
        assertThat(codes("AA410008 0007 00000000 00000000 0001 0000")).contains("bad-frame-size");
        assertThat(codes("AA410012 0007 00000000 00000000 0001 0000")).containsExactly("bad-checksum");
        assertThat(codes(C37118Corpus.frame("31", "000F4240 0001"))).containsExactly("configuration-too-short");
        assertThat(codes(C37118Corpus.frame("41", "0009"))).containsExactly("unknown-command");
        assertThat(codes(C37118Corpus.frame("71", ""))).containsExactly("unknown-frame-type");
        assertThat(codes("AA41")).containsExactly("truncated");
        assertThat(codes(C37118Corpus.configuration("0000") + C37118Corpus.frame("01", "0000")))
                .containsExactly("data-size-mismatch");
    }

    private List<String> codes(String bytes) {
        return tcp().request(bytes).close().anomalies().stream()
                .map(seen -> seen.anomaly().code())
                .toList();
    }

    @Test
    void limits_hold() {
        String many = "000F4240 0041" + "00".repeat(64);
        assertThat(codes(C37118Corpus.frame("31", many))).containsExactly("configuration-too-short");
        String channels = "000F4240 0001" + C37118Corpus.name("A") + "0007 0000 FFFF FFFF FFFF";
        assertThat(codes(C37118Corpus.frame("31", channels))).containsExactly("configuration-too-short");
    }

    @Test
    void the_check_word_is_that_of_the_standard() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(C37118Frame.crc(new Window().over(digits), 0, 9)).isEqualTo(0x29B1);
    }

    @Test
    void recognition() {
        assertThat(recognised(C37118Corpus.frame("41", "0005"))).isEqualTo(Recognition.YES);
        assertThat(recognised("AA410012 0007 00000000 00000000 0001 0000")).isEqualTo(Recognition.NO);
        assertThat(recognised("AA41")).isEqualTo(Recognition.MAYBE);
        assertThat(recognised("0001 0000 0006 01 03 0000 0001")).isEqualTo(Recognition.NO);
    }

    private Recognition recognised(String bytes) {
        return decoder.recognise(
                new Window().over(Corpus.hex(bytes)),
                Direction.FROM_ORIGINATOR,
                Conversation.connection(Transport.TCP, 4712, false));
    }
}
