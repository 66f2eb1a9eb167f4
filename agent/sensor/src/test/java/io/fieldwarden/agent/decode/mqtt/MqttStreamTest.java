package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connack;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connect;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.mqtt.PacketCorpus.Sent;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the bytes are cut, glued, or spoilt on the way. */
class MqttStreamTest {

    private static List<String> facts(Conversation conversation) {
        return conversation.seen.stream()
                .map(seen -> seen instanceof OperationSeen operation
                        ? operation.from() + " " + operation.operation() + " " + operation.outcome()
                        : seen.getClass().getSimpleName())
                .toList();
    }

    private static Conversation whole(int level) {
        Conversation conversation = new Conversation();
        PacketCorpus.conversation(level).forEach(sent -> conversation.bytes(sent.from(), sent.bytes()));
        return conversation.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void corpus_holds_every_packet_type_and_breaks_no_rule(int level) {
        Set<Integer> types = new TreeSet<>();
        PacketCorpus.conversation(level).forEach(sent -> types.add((sent.bytes()[0] & 0xFF) >> 4));
        assertThat(types).hasSize(level == 5 ? 15 : 14);
        Conversation conversation = whole(level);
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations()).hasSizeGreaterThan(7);
        assertThat(conversation.values()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void packets_cut_at_every_byte_give_the_same_facts(int level) {
        List<String> expected = facts(whole(level));
        List<Sent> packets = PacketCorpus.conversation(level);
        for (int chosen = 0; chosen < packets.size(); chosen++) {
            for (int cut = 1; cut < packets.get(chosen).bytes().length; cut++) {
                Conversation conversation = new Conversation();
                for (int index = 0; index < packets.size(); index++) {
                    Sent sent = packets.get(index);
                    if (index == chosen) {
                        conversation.bytes(sent.from(), Arrays.copyOf(sent.bytes(), cut));
                        conversation.bytes(sent.from(), Arrays.copyOfRange(sent.bytes(), cut, sent.bytes().length));
                    } else {
                        conversation.bytes(sent.from(), sent.bytes());
                    }
                }
                assertThat(facts(conversation.close()))
                        .as("packet %s cut at %s", chosen, cut)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void glued_packets_of_one_side_are_taken_apart(int level) {
        Conversation conversation = new Conversation();
        for (Direction from : Direction.values()) {
            byte[][] packets = PacketCorpus.conversation(level).stream()
                    .filter(sent -> sent.from() == from)
                    .map(Sent::bytes)
                    .toArray(byte[][]::new);
            conversation.bytes(from, PacketBytes.join(packets));
        }
        conversation.close();
        assertThat(conversation.operations("subscribe")).isNotEmpty();
        assertThat(conversation.operations("publish")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(conversation.anomalies()).doesNotContain("truncated", "invalid-length", "trailing-bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152})
    void remaining_length_at_its_boundaries(int remaining) {
        // PINGREQ carries nothing; PUBLISH needs 3 bytes for topic "a"
        byte[] packet = remaining < 3
                ? packet(0xC0).raw(new byte[remaining]).bytes()
                : packet(0x30).text("a").raw(new byte[remaining - 3]).bytes();
        Conversation conversation = new Conversation()
                .client(connect(4, "c"))
                .broker(connack(4, 0))
                .client(packet, packet(0xC0).bytes());
        conversation.close();
        assertThat(conversation.operations("pingreq")).hasSize(remaining < 3 ? 2 : 1);
        if (remaining >= 3) {
            assertThat(conversation.operations("publish").getFirst().operation().attribute("payload_len"))
                    .isEqualTo(Integer.toString(remaining - 3));
            boolean tooLarge = packet.length > MqttLimits.DEFAULT.packetBytesMax();
            assertThat(conversation.anomalies().contains("too-large")).isEqualTo(tooLarge);
        }
    }

    @Test
    void largest_remaining_length_is_never_waited_for() {
        Conversation conversation = new Conversation().client(connect(4, "c"));
        byte[] start = {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F, 0, 1, 'a', 1, 2, 3}; // 268,435,455 bytes
        int verdict =
                conversation.session.decode(Direction.FROM_ORIGINATOR, new Window().over(start), conversation.nowNanos);
        assertThat(verdict).isEqualTo(Verdict.consumed(start.length));
        assertThat(conversation.operations("publish").getFirst().operation().attribute("payload_len"))
                .isEqualTo("268435452");
        conversation
                .gap(Direction.FROM_ORIGINATOR, 268_435_449)
                .client(packet(0xC0).bytes());
        assertThat(conversation.anomalies()).containsExactly("too-large");
        assertThat(conversation.close().operations("pingreq")).hasSize(1);
    }

    @Test
    void need_is_never_more_than_the_longest_packet() {
        Random random = new Random(11);
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x10 * (1 + random.nextInt(15)) + (random.nextBoolean() ? 0 : random.nextInt(16)));
            int verdict = new Conversation().session.decode(Direction.FROM_ORIGINATOR, new Window().over(bytes), 0);
            boolean sound = verdict == Verdict.MALFORMED
                    || (verdict > 0 && verdict <= bytes.length)
                    || (verdict < 0 && -verdict <= MqttLimits.DEFAULT.packetBytesMax());
            assertThat(sound).as("verdict %s", verdict).isTrue();
        }
    }

    @Test
    void mutated_conversations_never_throw() {
        Random random = new Random(42);
        long executions = 0;
        long facts = 0;
        while (executions < 250_000) {
            List<Sent> packets = PacketCorpus.conversation(3 + random.nextInt(3));
            Conversation conversation = new Conversation(random.nextInt(4) == 0, MqttLimits.DEFAULT);
            for (Sent sent : packets) {
                byte[] bytes = spoil(sent.bytes(), random);
                executions++;
                if (random.nextInt(60) == 0) {
                    conversation.gap(sent.from(), 1 + random.nextInt(50));
                }
                Direction from = random.nextInt(80) == 0 ? sent.from().opposite() : sent.from();
                conversation.bytes(from, bytes);
            }
            facts += conversation.after(60).close().seen.size();
        }
        assertThat(facts).isGreaterThan(executions / 10);
    }

    /** Leaves it alone, flips bytes, sets lengths to their extremes, cuts, doubles, or inserts. */
    private static byte[] spoil(byte[] packet, Random random) {
        byte[] spoilt = packet.clone();
        switch (random.nextInt(12)) {
            case 0 -> spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            case 2 -> {
                byte[] extremes = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF};
                spoilt[random.nextInt(spoilt.length)] = extremes[random.nextInt(extremes.length)];
            }
            case 3 -> spoilt = Arrays.copyOf(spoilt, 1 + random.nextInt(spoilt.length));
            case 4 -> spoilt = PacketBytes.join(spoilt, spoilt);
            case 5 -> {
                int at = random.nextInt(spoilt.length);
                byte[] inserted = new byte[random.nextInt(5)];
                random.nextBytes(inserted);
                spoilt = PacketBytes.join(
                        Arrays.copyOf(spoilt, at), inserted, Arrays.copyOfRange(spoilt, at, spoilt.length));
                spoilt[1] = (byte) Math.min(0x7F, spoilt.length - 2); // a length that fits again
            }
            default -> {
                // as it is, so that conversations get somewhere
            }
        }
        return spoilt;
    }
}
