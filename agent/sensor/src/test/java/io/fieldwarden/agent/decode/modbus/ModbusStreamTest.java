package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusConversation.adu;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.glue;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, the same is told; and requests find their answers. */
class ModbusStreamTest {
    private static final String READ = "03 | 0000 | 0001";
    private static final String READ_ANSWER = "03 | 02 | 0007";

    private final ModbusConversation conversation = new ModbusConversation();

    private static List<String> whole(ModbusCorpus.Exchange exchange) {
        List<String> told = new ModbusConversation()
                .ask(exchange.request())
                .answer(exchange.answer())
                .close()
                .told();
        assertThat(told).isNotEmpty();
        return told;
    }

    @Test
    void cut_at_every_byte() {
        for (ModbusCorpus.Exchange exchange : ModbusCorpus.EXCHANGES) {
            List<String> expected = whole(exchange);
            for (int cut = 1; cut < exchange.request().length; cut++) {
                ModbusConversation cutRequest = new ModbusConversation();
                cutRequest.ask(Arrays.copyOf(exchange.request(), cut));
                cutRequest.ask(Arrays.copyOfRange(exchange.request(), cut, exchange.request().length));
                assertThat(cutRequest.answer(exchange.answer()).close().told()).isEqualTo(expected);
            }
            for (int cut = 1; cut < exchange.answer().length; cut++) {
                ModbusConversation cutAnswer = new ModbusConversation().ask(exchange.request());
                cutAnswer.answer(Arrays.copyOf(exchange.answer(), cut));
                cutAnswer.answer(Arrays.copyOfRange(exchange.answer(), cut, exchange.answer().length));
                assertThat(cutAnswer.close().told()).isEqualTo(expected);
            }
        }
    }

    @Test
    void one_byte_at_a_time() {
        for (ModbusCorpus.Exchange exchange : ModbusCorpus.EXCHANGES) {
            ModbusConversation slow = new ModbusConversation();
            for (byte one : exchange.request()) {
                slow.ask(new byte[] {one});
            }
            for (byte one : exchange.answer()) {
                slow.answer(new byte[] {one});
            }
            assertThat(slow.close().told()).isEqualTo(whole(exchange));
        }
    }

    @Test
    void any_two_glued() {
        for (ModbusCorpus.Exchange first : ModbusCorpus.EXCHANGES) {
            for (ModbusCorpus.Exchange second : ModbusCorpus.EXCHANGES) {
                if (first.equals(second)) {
                    continue; // the same transaction twice is another matter
                }
                ModbusConversation apart = new ModbusConversation();
                apart.ask(first.request()).ask(second.request());
                apart.answer(first.answer()).answer(second.answer()).close();
                ModbusConversation glued = new ModbusConversation();
                glued.ask(glue(first.request(), second.request()));
                glued.answer(glue(first.answer(), second.answer())).close();
                assertThat(glued.told()).isNotEmpty().isEqualTo(apart.told());
            }
        }
    }

    @Test
    void every_prefix_is_told_as_truncated() {
        byte[] request = adu(1, 1, "10 | 0001 | 0002 | 04 | 000A 0102");
        for (int cut = 1; cut < request.length; cut++) {
            ModbusConversation truncated = new ModbusConversation();
            truncated.ask(Arrays.copyOf(request, cut)).close();
            assertThat(truncated.anomalies()).containsExactly(ModbusAnomaly.TRUNCATED);
        }
    }

    @Test
    void several_outstanding_answered_in_any_order() {
        for (int transaction = 1; transaction <= 8; transaction++) {
            conversation.ask(adu(transaction, 1, String.format("03 | 00%02X | 0001", transaction)));
        }
        for (int transaction = 8; transaction >= 1; transaction--) {
            conversation.answer(adu(transaction, 1, String.format("03 | 02 | 00%02X", transaction)));
        }
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values()).hasSize(8);
        for (ValueSeen value : conversation.values()) {
            assertThat(value.values().number(0)).isEqualTo(value.points().first());
        }
    }

    @Test
    void the_same_transaction_of_two_units() {
        conversation.ask(adu(1, 1, "03 | 0001 | 0001")).ask(adu(1, 2, "03 | 0002 | 0001"));
        conversation.answer(adu(1, 2, "03 | 02 | 0002")).answer(adu(1, 1, "03 | 02 | 0001"));
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values())
                .extracting(value -> value.points().toString())
                .containsExactly("2/holding-register/2", "1/holding-register/1");
    }

    @Test
    void a_repeated_poll_is_read_once() {
        for (int times = 0; times < 100; times++) {
            conversation.ask(adu(times, 1, READ)).answer(adu(times, 1, READ_ANSWER));
        }
        assertThat(conversation.operations()).hasSize(100);
        Operation first = conversation.operations().getFirst().operation();
        assertThat(conversation.operations())
                .allSatisfy(seen -> assertThat(seen.operation()).isSameAs(first));
    }

    @Test
    void a_request_without_answer_is_told_after_ten_seconds() {
        conversation.ask(adu(1, 1, READ)).secondsLater(9);
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(2);
        assertThat(conversation.operations()).extracting(OperationSeen::outcome).containsExactly(Outcome.UNANSWERED);
        conversation.answer(adu(1, 1, READ_ANSWER));
        assertThat(conversation.anomalies()).containsExactly(ModbusAnomaly.RESPONSE_WITHOUT_REQUEST);
    }

    @Test
    void a_request_without_answer_is_told_at_the_end() {
        conversation.ask(adu(1, 1, READ)).close();
        assertThat(conversation.operations()).extracting(OperationSeen::outcome).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void a_broadcast_write_expects_no_answer() {
        conversation.ask(adu(1, 0, "06 | 0001 | 0003")).ask(adu(2, 0, READ)).secondsLater(11);
        assertThat(conversation.operations())
                .extracting(OperationSeen::outcome)
                .containsExactly(Outcome.ONE_WAY, Outcome.UNANSWERED);
        assertThat(conversation.values()).hasSize(1);
        assertThat(conversation.values().getFirst().points()).hasToString("0/holding-register/1");
    }

    @Test
    void unit_0_that_answers_is_a_device_like_any_other() {
        conversation.ask(adu(1, 0, "06 | 0001 | 0003")).answer(adu(1, 0, "06 | 0001 | 0003"));
        assertThat(conversation.operations()).extracting(OperationSeen::outcome).containsExactly(Outcome.SUCCEEDED);
    }

    @Test
    void force_listen_only_mode_is_not_answered() {
        conversation.ask(adu(1, 1, "08 | 0004 | 0000")).close();
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(conversation.operations().getFirst().operation().name())
                .isEqualTo("diagnostics_force_listen_only_mode");
    }

    @Test
    void duplicate_transaction() {
        conversation.ask(adu(1, 1, READ)).ask(adu(1, 1, READ));
        assertThat(conversation.anomalies()).containsExactly(ModbusAnomaly.DUPLICATE_TRANSACTION);
        conversation
                .answer(adu(1, 1, READ_ANSWER))
                .answer(adu(1, 1, READ_ANSWER))
                .close();
        assertThat(conversation.operations())
                .hasSize(2)
                .allMatch(seen -> seen.outcome().equals(Outcome.SUCCEEDED));
    }

    @Test
    void more_outstanding_than_the_limit() {
        int most = ModbusLimits.standard().outstandingMax();
        for (int transaction = 0; transaction <= most; transaction++) {
            conversation.ask(adu(transaction, 1, READ));
        }
        assertThat(conversation.anomalies()).containsExactly(ModbusAnomaly.TOO_MANY_OUTSTANDING);
        assertThat(conversation.operations()).extracting(OperationSeen::outcome).containsExactly(Outcome.UNANSWERED);
        conversation.close();
        assertThat(conversation.operations()).hasSize(most + 1);
    }

    @Test
    void picked_up_at_an_answer() {
        ModbusConversation midstream = new ModbusConversation(50_000, 502, true);
        midstream.answer(adu(1, 1, READ_ANSWER)).ask(adu(2, 1, READ)).answer(adu(2, 1, READ_ANSWER));
        assertThat(midstream.anomalies()).isEmpty();
        assertThat(midstream.operations())
                .extracting(OperationSeen::outcome)
                .containsExactly(Outcome.ONE_WAY, Outcome.SUCCEEDED);
        assertThat(midstream.values()).hasSize(1);
    }

    @Test
    void picked_up_with_the_roles_reversed() {
        for (int[] ports : new int[][] {{502, 50_000}, {40_000, 50_000}}) {
            ModbusConversation midstream = new ModbusConversation(ports[0], ports[1], true);
            midstream.feed(Direction.FROM_RESPONDER, adu(2, 1, READ));
            midstream.feed(Direction.FROM_ORIGINATOR, adu(2, 1, READ_ANSWER));
            assertThat(midstream.anomalies()).isEmpty();
            assertThat(midstream.operations()).hasSize(1);
            assertThat(midstream.operations().getFirst().from()).isEqualTo(Direction.FROM_RESPONDER);
            assertThat(midstream.operations().getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @Test
    void picked_up_in_the_middle_of_a_message() {
        byte[] request = adu(1, 1, "10 | 0001 | 0002 | 04 | 000A 0102");
        for (int cut = 1; cut < request.length; cut++) {
            ModbusConversation midstream = new ModbusConversation(50_000, 502, true);
            midstream.ask(glue(Arrays.copyOfRange(request, cut, request.length), adu(2, 1, READ)));
            midstream.answer(adu(2, 1, READ_ANSWER));
            assertThat(midstream.values()).hasSize(1);
        }
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        conversation.exchange(READ, READ_ANSWER);
        conversation.ask(Arrays.copyOf(adu(2, 1, READ), 5));
        conversation.gap(Direction.FROM_ORIGINATOR);
        conversation.answer(adu(2, 1, READ_ANSWER));
        conversation.ask(adu(3, 1, READ)).answer(adu(3, 1, READ_ANSWER)).close();
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations())
                .extracting(OperationSeen::outcome)
                .containsExactly(Outcome.SUCCEEDED, Outcome.ONE_WAY, Outcome.SUCCEEDED);
    }

    @Test
    void seeded_mutations_never_throw() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_101);
        int told = 0;
        for (int run = 0; run < 20_000; run++) {
            ModbusConversation mutated = new ModbusConversation(50_000, 502, run % 3 == 0);
            for (int message = 0; message < 3; message++) {
                ModbusCorpus.Exchange exchange =
                        ModbusCorpus.EXCHANGES.get(random.nextInt(ModbusCorpus.EXCHANGES.size()));
                mutated.ask(mutate(exchange.request(), random)).answer(mutate(exchange.answer(), random));
            }
            mutated.secondsLater(20).close();
            told += mutated.observations.size();
        }
        assertThat(told).isGreaterThan(20_000);
    }

    private static byte[] mutate(byte[] message, RandomGenerator random) {
        byte[] bytes = message.clone();
        for (int change = random.nextInt(3); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
    }
}
