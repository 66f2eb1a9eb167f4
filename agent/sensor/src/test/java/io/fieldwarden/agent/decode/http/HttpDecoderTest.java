package io.fieldwarden.agent.decode.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpDecoderTest {
    private final List<List<Corpus.Message>> corpus = new HttpCorpus().conversations();

    private static Conversation play(List<Corpus.Message> messages, boolean byteByByte) {
        Conversation conversation = new Conversation(new HttpDecoder(), Transport.TCP, 80);
        for (Corpus.Message message : messages) {
            int step = byteByByte ? 1 : message.bytes().length;
            for (int at = 0; at < message.bytes().length; at += step) {
                conversation.feed(message.from(), Arrays.copyOfRange(message.bytes(), at, at + step));
            }
        }
        return conversation.close();
    }

    private static List<String> names(Conversation conversation) {
        return conversation.operations().stream()
                .map(seen -> seen.operation().name())
                .toList();
    }

    @Test
    void conversation_0_is_told() {
        Conversation conversation = play(corpus.get(0), false);
        assertThat(names(conversation)).containsExactly("get", "post");
        Operation first = conversation.operations().getFirst().operation();
        assertThat(first.attribute("method")).isEqualTo("GET");
        assertThat(first.attribute("host")).isEqualTo("plc");
        assertThat(first.attribute("uri")).isEqualTo("/a?user=*&password=*&jsession=*");
        assertThat(first.attribute("authorization")).isEqualTo("basic");
        assertThat(first.attribute("cookies")).isEqualTo("2");
        assertThat(first.attribute("referrer_host")).isEqualTo("hmi");
        assertThat(first.attribute("status_code")).isEqualTo("401");
        assertThat(first.attribute("realm")).isEqualTo("PLC");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void conversation_1_is_told() {
        Conversation conversation = play(corpus.get(1), false);
        assertThat(names(conversation)).containsExactly("connect");
        Operation first = conversation.operations().getFirst().operation();
        assertThat(first.attribute("authorization")).isEqualTo("bearer");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void conversation_2_is_told() {
        Conversation conversation = play(corpus.get(2), false);
        assertThat(names(conversation)).containsExactly("pri");
        Operation first = conversation.operations().getFirst().operation();
        assertThat(first.attribute("version")).isEqualTo("2.0");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void secrets_are_in_no_observation() {
        for (List<Corpus.Message> messages : corpus) {
            Conversation conversation = play(messages, false);
            assertThat(conversation.observations).isNotEmpty();
            assertThat(conversation.observations.toString())
                    .doesNotContainIgnoringCase("hunter2")
                    .doesNotContainIgnoringCase("Ym9iOmh1bnRlcjI")
                    .doesNotContainIgnoringCase("dededede")
                    .doesNotContainIgnoringCase("cacacaca");
        }
    }

    @Test
    void split_at_every_byte_it_tells_the_same() {
        for (List<Corpus.Message> messages : corpus) {
            assertThat(names(play(messages, true))).isEqualTo(names(play(messages, false)));
        }
    }

    @Test
    void its_first_bytes_are_recognised_and_those_of_others_are_not() {
        Connection elsewhere = Conversation.connection(Transport.TCP, 4_711, false);
        for (List<Corpus.Message> messages : corpus) {
            Corpus.Message first = messages.getFirst();
            assertThat(new HttpDecoder().recognise(new Window().over(first.bytes()), first.from(), elsewhere))
                    .isEqualTo(Recognition.YES);
        }
        List<String> others = List.of(
                "000100000006010300000001",
                "0300001611E00000000100C1020100C2020102C0010A",
                "680407000000",
                "05640BC4",
                "474554202061620A"); // a line shorter than a version
        for (String other : others) {
            Window bytes = new Window().over(Corpus.hex(other));
            assertThat(new HttpDecoder()
                            .recognise(bytes, corpus.getFirst().getFirst().from(), elsewhere))
                    .isEqualTo(Recognition.NO);
        }
    }
}
