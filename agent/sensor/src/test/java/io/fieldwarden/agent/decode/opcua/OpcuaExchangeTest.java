package io.fieldwarden.agent.decode.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpcuaExchangeTest {
    private final List<List<Corpus.Message>> conversations = new OpcuaCorpus().conversations();

    private static Conversation conversation() {
        return new Conversation(new OpcuaDecoder(), Transport.TCP, OpcuaDecoder.PORT);
    }

    private static Conversation play(List<Corpus.Message> messages) {
        Conversation conversation = conversation();
        messages.forEach(message -> conversation.feed(message.from(), message.bytes()));
        return conversation;
    }

    private static List<String> operations(Conversation conversation) {
        return conversation.operations().stream()
                .map(seen -> seen.operation().name() + " " + seen.outcome())
                .toList();
    }

    private static String value(ValueSeen seen) {
        return seen.way() + " " + seen.points() + " = " + seen.values().text(0) + " " + seen.quality();
    }

    @Test
    void a_session_from_hello_to_close() {
        Conversation conversation = play(conversations.get(0));
        assertThat(operations(conversation))
                .containsExactly(
                        "hello succeeded",
                        "open_secure_channel succeeded",
                        "activate_session succeeded",
                        "read succeeded",
                        "write succeeded",
                        "call succeeded",
                        "create_monitored_items succeeded",
                        "publish succeeded",
                        "close_secure_channel one-way");
        assertThat(conversation.values().stream().map(OpcuaExchangeTest::value))
                .containsExactly(
                        "READ ns=2;s=Boiler.Temp = 71.25 GOOD",
                        "WRITTEN ns=2;s=Boiler.Setpoint = 80.5 GOOD",
                        "WRITTEN i=11492#InputArguments/0 = 5 GOOD",
                        "REPORTED ns=2;s=Boiler.Temp = 71.5 GOOD");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void a_user_is_named_and_the_password_is_nowhere() {
        Conversation conversation = play(conversations.get(0));
        OperationSeen activate = conversation.operations().get(2);
        assertThat(activate.operation().attribute("user_name")).isEqualTo("operator");
        assertThat(activate.operation().attribute("password")).isEqualTo("present");
        for (Observation observation : conversation.observations) {
            assertThat(observation.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void refusals_by_item_by_service_by_abort_and_by_error() {
        Conversation conversation = play(conversations.get(1));
        assertThat(operations(conversation).subList(2, 6))
                .containsExactly(
                        "write refused (BadUserAccessDenied)",
                        "read refused (BadSessionIdInvalid)",
                        "read refused (BadRequestTooLarge)",
                        "read refused (BadSecureChannelClosed)");
        assertThat(conversation.values()).isEmpty();
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void an_encrypted_channel_is_metadata_only() {
        Conversation conversation = play(conversations.get(2)).close();
        assertThat(operations(conversation))
                .containsExactly(
                        "open_secure_channel succeeded", "encrypted_message one-way", "encrypted_messages one-way");
        OperationSeen sum = conversation.operations().get(2);
        assertThat(sum.operation().attribute("messages_from_responder")).isEqualTo("1");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void a_signed_channel_is_read() {
        byte[] signature = new byte[32];
        Conversation conversation = conversation();
        conversation.feed(Direction.FROM_ORIGINATOR, OpcuaBytes.opening("Basic256Sha256", new byte[64]));
        conversation.feed(Direction.FROM_RESPONDER, OpcuaBytes.opening("Basic256Sha256", new byte[64]));
        byte[] read = new OpcuaBytes()
                .raw(OpcuaBytes.read("Boiler.Temp"))
                .raw(signature)
                .bytes();
        byte[] answer = new OpcuaBytes()
                .raw(OpcuaBytes.readResponse(1.5, 0))
                .raw(signature)
                .bytes();
        conversation.feed(Direction.FROM_ORIGINATOR, OpcuaBytes.chunk("MSGF", 2, 2, read));
        conversation.feed(Direction.FROM_RESPONDER, OpcuaBytes.chunk("MSGF", 2, 2, answer));
        assertThat(conversation.values()).hasSize(1);
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void split_at_every_byte() {
        for (List<Corpus.Message> messages : conversations) {
            Conversation whole = play(messages);
            Conversation split = conversation();
            for (Corpus.Message message : messages) {
                for (byte each : message.bytes()) {
                    split.feed(message.from(), new byte[] {each});
                }
            }
            assertThat(operations(split)).isNotEmpty().isEqualTo(operations(whole));
            assertThat(split.values()).hasSameSizeAs(whole.values());
        }
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        List<Corpus.Message> messages = conversations.get(0);
        Conversation conversation = conversation();
        messages.subList(0, 6).forEach(message -> conversation.feed(message.from(), message.bytes()));
        conversation.gap(Direction.FROM_RESPONDER, 100).gap(Direction.FROM_ORIGINATOR, 100);
        messages.subList(8, messages.size()).forEach(message -> conversation.feed(message.from(), message.bytes()));
        assertThat(operations(conversation)).contains("write succeeded", "publish succeeded");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void unanswered_after_ten_seconds() {
        List<Corpus.Message> messages = conversations.get(0);
        Conversation conversation = conversation();
        messages.subList(0, 7).forEach(message -> conversation.feed(message.from(), message.bytes()));
        conversation.secondsLater(12);
        assertThat(operations(conversation)).contains("read unanswered");
    }

    private static List<String> anomalies(byte[] bytes) {
        Conversation conversation =
                play(new OpcuaCorpus().conversations().get(0).subList(0, 4));
        conversation.feed(Direction.FROM_ORIGINATOR, bytes).close();
        return conversation.anomalies().stream()
                .map(AnomalySeen::anomaly)
                .map(anomaly -> anomaly.code())
                .toList();
    }

    @Test
    void broken_rules_are_told() {
        byte[] read = OpcuaBytes.read("x");
        assertThat(anomalies(OpcuaBytes.message("XYZF", new byte[8]))).containsExactly("bad-message-type");
        assertThat(anomalies(OpcuaBytes.message("MSGF", new byte[8]))).containsExactly("bad-message-size");
        assertThat(anomalies(OpcuaBytes.chunk("MSGX", 2, 2, read))).containsExactly("bad-chunk-type");
        assertThat(anomalies(OpcuaBytes.chunk("MSGF", 9, 2, read))).containsExactly("sequence-number");
        assertThat(anomalies(OpcuaBytes.chunk("MSGF", 2, 2, Arrays.copyOf(read, read.length - 3))))
                .containsExactly("body-too-short");
        assertThat(anomalies(OpcuaBytes.chunk("MSGF", 2, 2, Arrays.copyOf(read, read.length + 3))))
                .containsExactly("body-too-long");
        assertThat(anomalies(
                        OpcuaBytes.chunk("MSGF", 2, 2, OpcuaBytes.request(999).bytes())))
                .containsExactly("unknown-service");
        assertThat(anomalies(Arrays.copyOf(OpcuaBytes.chunk("MSGF", 2, 2, read), 30)))
                .containsExactly("truncated");
    }

    @Test
    void recognised_by_content() {
        OpcuaDecoder decoder = new OpcuaDecoder();
        for (List<Corpus.Message> messages : conversations) {
            for (Corpus.Message message : messages) {
                assertThat(decoder.recognise(
                                new Window().over(message.bytes()),
                                message.from(),
                                Conversation.connection(Transport.TCP, 1234, false)))
                        .isEqualTo(Recognition.YES);
            }
        }
        for (String other :
                List.of("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HELO mail.example\r\n", "MSG hello there to all\r\n")) {
            assertThat(decoder.recognise(
                            new Window().over(other.getBytes(StandardCharsets.US_ASCII)),
                            Direction.FROM_ORIGINATOR,
                            Conversation.connection(Transport.TCP, 4840, false)))
                    .isEqualTo(Recognition.NO);
        }
    }
}
