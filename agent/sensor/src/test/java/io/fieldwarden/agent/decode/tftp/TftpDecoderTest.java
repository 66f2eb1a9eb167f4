package io.fieldwarden.agent.decode.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Operations, outcomes, identities and anomalies of tftp. */
class TftpDecoderTest {
    private static Conversation played(String request, String answer) {
        Conversation conversation = new Conversation(new TftpDecoder(), Transport.UDP, 69);
        conversation.request(request);
        return answer.isEmpty() ? conversation : conversation.answer(answer);
    }

    private static Recognition at(int port, String bytes) {
        return new TftpDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }

    @Test
    void a_file_is_read() {
        Conversation spoken = played(TftpBytes.READ, TftpBytes.OACK).answer(TftpBytes.DATA);
        OperationSeen seen = spoken.operations().getFirst();
        assertThat(seen.operation().name()).isEqualTo("read_request");
        assertThat(seen.operation().attribute("filename")).isEqualTo("fw.bin");
        assertThat(seen.operation().attribute("size")).isEqualTo("3");
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void a_refused_write() {
        OperationSeen seen =
                played(TftpBytes.WRITE, TftpBytes.ERROR).operations().getFirst();
        assertThat(seen.operation().access()).isEqualTo(Access.WRITE);
        assertThat(seen.outcome()).isEqualTo(Outcome.refused(1, "file_not_found"));
        assertThat(played(TftpBytes.READ, "")
                        .secondsLater(12)
                        .operations()
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void a_transfer_on_its_own_port_is_known_by_its_request() {
        TftpDecoder decoder = new TftpDecoder();
        new Conversation(decoder, Transport.UDP, 69).request(TftpBytes.READ);
        Window data = new Window().over(Corpus.hex(TftpBytes.DATA));
        assertThat(decoder.recognise(
                        data, Direction.FROM_RESPONDER, Conversation.connection(Transport.UDP, 1_500, false)))
                .isEqualTo(Recognition.YES);
        assertThat(at(1_500, TftpBytes.DATA)).isEqualTo(Recognition.NO);
        assertThat(at(20_000, TftpBytes.WRITE)).isEqualTo(Recognition.YES);
    }

    @Test
    void messages_that_break_rules() {
        assertThat(played("0001", "").anomalies().getFirst().anomaly()).isEqualTo(TftpAnomaly.TOO_SHORT);
        assertThat(played("0001 4141", "").anomalies().getFirst().anomaly()).isEqualTo(TftpAnomaly.BAD_REQUEST);
        assertThat(played("0009 4141", "").anomalies().getFirst().anomaly()).isEqualTo(TftpAnomaly.UNKNOWN_OPCODE);
    }

    @Test
    void open_transfers_are_bounded() {
        Conversation conversation = new Conversation(new TftpDecoder(), Transport.UDP, 69);
        for (int request = 0; request <= TftpLimits.standard().transfersMax(); request++) {
            conversation.request(TftpBytes.READ);
        }
        assertThat(conversation.operations()).hasSize(1);
    }
}
