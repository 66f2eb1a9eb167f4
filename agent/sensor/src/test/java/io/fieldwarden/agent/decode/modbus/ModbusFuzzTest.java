package io.fieldwarden.agent.decode.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Messages whose fields lie, by the hundred thousand: always an answer, never an exception, nothing without bounds. */
class ModbusFuzzTest {
    private static final int CONVERSATIONS = 40_000;
    private static final int MESSAGES = 6;
    /** Observations one message may cause: its own, faults, and open requests it settles. */
    private static final int TOLD_PER_MESSAGE_MAX = 100;

    private static final int[] EDGES = {0, 1, 2, 126, 127, 128, 253, 254, 255};

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(43_14);
    private long operations;
    private long anomalies;
    private long messages;

    @Test
    void structure_aware_mutations() {
        for (int run = 0; run < CONVERSATIONS; run++) {
            converse(run);
        }
        assertThat(messages).isGreaterThanOrEqualTo(200_000);
        assertThat(operations).isGreaterThan(50_000);
        assertThat(anomalies).isGreaterThan(50_000);
    }

    private void converse(int run) {
        ModbusConversation conversation = new ModbusConversation(50_000, 502, run % 4 == 0);
        for (int index = 0; index < MESSAGES; index++) {
            ModbusCorpus.Exchange exchange = ModbusCorpus.EXCHANGES.get(random.nextInt(ModbusCorpus.EXCHANGES.size()));
            Direction from = index % 2 == 0 ? Direction.FROM_ORIGINATOR : Direction.FROM_RESPONDER;
            byte[] message = mutated(index % 2 == 0 ? exchange.request() : exchange.answer());
            Recognition judged =
                    new ModbusDecoder().recognise(new Window().over(message), from, conversation.connection);
            assertThat(judged).isNotNull();
            int cut = random.nextInt(message.length);
            if (cut > 0) {
                conversation.feed(from, Arrays.copyOf(message, cut));
            }
            conversation.feed(from, Arrays.copyOfRange(message, cut, message.length));
            if (random.nextInt(40) == 0) {
                conversation.gap(from);
            }
            messages++;
        }
        conversation.secondsLater(20).close();
        assertThat(conversation.observations.size()).isLessThan(MESSAGES * TOLD_PER_MESSAGE_MAX);
        conversation.observations.forEach(this::count);
    }

    private void count(Observation observation) {
        if (observation instanceof OperationSeen) {
            operations++;
        } else if (observation instanceof AnomalySeen seen) {
            anomalies++;
            assertThat(seen.detail()).hasSizeBetween(10, 200);
        }
    }

    /** Changes a field to an edge value; most of the time the length field stays true, so that the body is reached. */
    private byte[] mutated(byte[] original) {
        byte[] message = random.nextInt(4) == 0 ? grown(original) : original.clone();
        for (int change = random.nextInt(3); change > 0; change--) {
            int at = ModbusLimits.PREFIX + random.nextInt(message.length - ModbusLimits.PREFIX);
            message[at] = (byte) (random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(256));
        }
        if (random.nextInt(12) == 0) {
            message[random.nextInt(ModbusLimits.PREFIX)] = (byte) EDGES[random.nextInt(EDGES.length)];
        }
        return message;
    }

    /** The same message with fewer or more bytes, its length field following. */
    private byte[] grown(byte[] original) {
        int size = ModbusLimits.HEADER + 1 + random.nextInt(ModbusLimits.ADU_MAX - ModbusLimits.HEADER);
        byte[] message = Arrays.copyOf(original, Math.min(size, ModbusLimits.ADU_MAX));
        int length = message.length - ModbusLimits.PREFIX;
        message[4] = (byte) (length >> 8);
        message[5] = (byte) length;
        return message;
    }
}
